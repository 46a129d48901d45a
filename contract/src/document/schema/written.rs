//! A schema half read: what is 2020-12 already, and what its dialect still has to translate.

use crate::resolve::Place;
use crate::schema::Schema;
use crate::source::SourceSpan;
use crate::syntax::Number;

/// A schema with the keywords that cannot be taken over one by one.
#[derive(Debug)]
pub(super) struct Written<'w> {
    /// Everything that means the same in 2020-12.
    pub(super) schema: Schema,
    /// `$ref`.
    pub(super) reference: Option<Place<'w>>,
    /// `$dynamicRef` or `$recursiveRef`.
    pub(super) dynamic_reference: Option<Place<'w>>,
    /// `nullable: true`.
    pub(super) nullable: Option<SourceSpan>,
    /// The four keywords that make up the numeric range.
    pub(super) range: Range,
    /// Is there an array as `items`?
    pub(super) tuple: bool,
    /// `additionalItems`, which counts only beside an array of `items`.
    pub(super) additional_items: Option<Place<'w>>,
}

/// `minimum`, `maximum` and their exclusive twins as written.
#[derive(Debug, Default)]
pub(super) struct Range {
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) exclusive_minimum: Option<Exclusive>,
    pub(super) exclusive_maximum: Option<Exclusive>,
}

/// `exclusiveMinimum`: a flag up to draft-04 and OpenAPI 3.0, a number since.
#[derive(Debug)]
pub(super) enum Exclusive {
    Flag(bool),
    Bound(Number),
}

impl Written<'_> {
    pub(super) fn new(schema: Schema) -> Self {
        Self {
            schema,
            reference: None,
            dynamic_reference: None,
            nullable: None,
            range: Range::default(),
            tuple: false,
            additional_items: None,
        }
    }
}
