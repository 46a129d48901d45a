//! May this revision of a contract replace that base? Changes, severities and witnesses.
//!
//! Rules *name* a change and know nothing of who sends; [`direction`](Direction) says which changes can hurt; and a
//! message that one side takes and the other refuses *proves* it. What cannot be proved either way is
//! [`Verdict::Unknown`], never rounded.
//!
//! ```
//! use countersign_breaking_check::{Options, compare};
//! use countersign_contract::load::load_text;
//!
//! let base = load_text("base.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}");
//! let revision = load_text("revision.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '2'}\npaths: {}");
//! let (base, revision) = (base.contract.expect("it loads"), revision.contract.expect("it loads"));
//!
//! let report = compare(&base, &revision, &Options::default());
//! assert_eq!(report.changes[0].rule, "operation-removed");
//! ```

mod change;
mod check;
pub mod conforms;
mod direction;
mod documents;
mod explain;
mod group;
mod likeness;
mod pairing;
mod policy;
mod registry;
pub mod relation;
pub mod report;
mod rule;
mod rules;
mod schema_pair;
mod side;
mod version;
mod witness;

pub use change::{Change, Location, OperationName, Place, Report, Verdict, Witness};
pub use countersign_validator::lint::Date;
pub use direction::{Direction, Effect};
pub use policy::{Ignore, Level, Options, Promise, Stability, World};
pub use registry::{
    Equivalent, RuleFile, codes, equivalents, explain, render_equivalents_page, render_registry,
    render_rule_modules, render_rules_page, rules,
};
pub use rule::RuleMeta;
pub use side::Side;
pub use version::Bump;

use countersign_contract::Contract;

/// Everything that changed between two contracts, and whom it breaks. Deterministic, and bounded by [`Options`].
///
/// JSON Schemas on their own are compared root with root and definition with definition, by name; values are taken to be
/// written by others, so that what narrows breaks. Only with another of their kind: an API and a file of types have nothing
/// in common, and every operation of the API counts as removed or added. OpenAPI documents of nothing but components are
/// compared schema with schema too, but both ways, since others may use them in requests and in responses.
pub fn compare(base: &Contract, revision: &Contract, options: &Options) -> Report {
    match documents::with_operations(base, revision) {
        Some((base, revision)) => compare_operations(&base, &revision, options),
        None => compare_operations(base, revision, options),
    }
}

fn compare_operations(base: &Contract, revision: &Contract, options: &Options) -> Report {
    let operations = pairing::operations(base, revision);
    report_on(side::Sides { base, revision }, &operations, options)
}

/// What stands in these operations, which are all that counts of the contracts.
fn report_on(
    sides: side::Sides<'_>,
    operations: &[pairing::OperationPair<'_>],
    options: &Options,
) -> Report {
    let walk = check::Walk::over(sides, operations, options);
    let graph = schema_pair::Graph::explore(sides, walk.roots);
    let mut grouping = group::Grouping::new(&graph, operations, options);
    for named in walk.named {
        grouping.add(named);
    }
    for named in check::schemas(&graph, options) {
        grouping.add(named);
    }
    let ignored = grouping.ignored();
    let used_ignores = grouping.used_ignores();
    Report {
        changes: grouping.finish(),
        world: options.world,
        base: sides.base.sources.clone(),
        revision: sides.revision.sources.clone(),
        ignored,
        used_ignores,
    }
}
