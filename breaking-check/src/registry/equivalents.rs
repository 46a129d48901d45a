//! What a leading tool calls each change, and what we call it: for people who come from there, and for counting what is missing.
//!
//! oasdiff has an id for each pair of a change and a place. Ours name the change; direction and place are fields of a finding.

/// One row of the table: an id of oasdiff and how the same change is found here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalent {
    /// The id there.
    pub id: &'static str,
    /// Our rules that name it; none where it is no change.
    pub rules: Vec<&'static str>,
    /// The direction of the finding: `request`, `response`, `both`, or `-` where there is none.
    pub direction: &'static str,
    /// The place of the finding.
    pub place: &'static str,
    /// Why it is no change, where there is no rule; else what is decided in another way, if anything is.
    pub note: &'static str,
}

/// `id`, `rules`, `direction`, `place` and `note` between tabs; `#` begins a remark.
const TABLES: [&str; 2] = [
    include_str!("../../oasdiff/api.tsv"),
    include_str!("../../oasdiff/schema.tsv"),
];

/// The table, by id. A column that is not there is empty.
pub fn equivalents() -> Vec<Equivalent> {
    let lines = TABLES.into_iter().flat_map(str::lines);
    let rows = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut rows: Vec<Equivalent> = rows.map(row).collect();
    rows.sort_by_key(|row| row.id);
    rows
}

fn row(line: &'static str) -> Equivalent {
    let mut columns = line.split('\t').map(str::trim);
    let mut column = || columns.next().unwrap_or_default();
    let (id, rules) = (column(), column());
    Equivalent {
        id,
        rules: rules
            .split_whitespace()
            .filter(|rule| *rule != "-")
            .collect(),
        direction: column(),
        place: column(),
        note: column(),
    }
}
