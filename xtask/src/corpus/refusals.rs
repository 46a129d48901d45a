//! Which documents are refused, and for what: everything else must be accepted.

use super::official;
use super::table::Row;

/// `document`, the code of its first error, and why that is right.
const TABLE: &str = include_str!("refusals.tsv");

/// One line of the table.
struct Refusal {
    document: &'static str,
    code: &'static str,
}

fn table() -> impl Iterator<Item = Refusal> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some(Refusal {
            document: cells.next()?,
            code: cells.next()?,
        })
    })
}

/// Holds what was refused against the table. The standard's own documents have labels instead, which [`official`] reads.
pub(super) fn check(rows: &[Row], failures: &mut Vec<String>) {
    for row in rows
        .iter()
        .filter(|row| !official::is_labelled(&row.document))
    {
        let expected = table().find(|refusal| refusal.document == row.document);
        match (&row.refusal, expected) {
            (None, None) => {}
            (Some(code), Some(refusal)) if code == refusal.code => {}
            (Some(code), Some(refusal)) => failures.push(format!(
                "{}: refused for {code}, expected {}",
                row.document, refusal.code
            )),
            (Some(code), None) => failures.push(format!(
                "{}: refused for {code}; if that is right, say why in refusals.tsv",
                row.document
            )),
            (None, Some(refusal)) => failures.push(format!(
                "{}: accepted, expected a refusal for {}",
                row.document, refusal.code
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn every_refusal_has_a_code_and_a_reason() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
        }
    }
}
