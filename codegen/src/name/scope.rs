//! Uniqueness: within one scope no two things get the same identifier.

use rustc_hash::FxHashSet;

use super::case::{self, Case};
use super::keyword;

/// The identifiers of one namespace: the types of a module, the fields of a struct, the arguments of a method.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    case: Case,
    reserved: [&'static [&'static str]; 2],
    taken: FxHashSet<String>,
}

impl Scope {
    /// An empty scope of identifiers in one case. `reserved` names belong to the code around them.
    pub(crate) fn new(case: Case, reserved: &'static [&'static str]) -> Self {
        Self {
            case,
            reserved: [reserved, &[]],
            taken: FxHashSet::default(),
        }
    }

    /// The same scope with a second table of reserved names.
    pub(crate) fn reserving(self, more: &'static [&'static str]) -> Self {
        let [first, _] = self.reserved;
        Self {
            reserved: [first, more],
            ..self
        }
    }

    /// The identifier for a name out of the contract: cased, never a keyword or reserved (those take a trailing
    /// underscore, which casing never produces), and unlike every identifier claimed before (else numbered from 2).
    pub(crate) fn claim(&mut self, raw: &str) -> String {
        self.claim_words(&[raw])
    }

    /// Like [`Scope::claim_words`], but a name that is taken is made longer by a word before it is numbered: numbers are
    /// left to the things that have a name of their own.
    pub(crate) fn claim_words_or(&mut self, raw: &[&str], word: &str) -> String {
        let plain = self.plain(raw);
        if self.taken.contains(&plain) {
            let longer: Vec<&str> = raw.iter().copied().chain([word]).collect();
            return self.claim_words(&longer);
        }
        self.numbered(plain)
    }

    /// Like [`Scope::claim`], for a name made of several.
    pub(crate) fn claim_words(&mut self, raw: &[&str]) -> String {
        let plain = self.plain(raw);
        self.numbered(plain)
    }

    /// Keeps the plain identifier of a name from everything that is claimed later.
    pub(crate) fn reserve_words(&mut self, raw: &[&str]) {
        let plain = self.plain(raw);
        self.taken.insert(plain);
    }

    fn numbered(&mut self, plain: String) -> String {
        if self.taken.insert(plain.clone()) {
            return plain;
        }
        let separator = match self.case {
            Case::Snake | Case::Constant => "_",
            Case::Pascal if plain.ends_with(|last: char| last.is_ascii_digit()) => "_",
            Case::Pascal => "",
        };
        let stem = plain.trim_end_matches('_').to_owned();
        let mut number = 2_u32;
        loop {
            let candidate = format!("{stem}{separator}{number}");
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
            number += 1;
        }
    }

    /// The identifier before it is compared with others.
    fn plain(&self, raw: &[&str]) -> String {
        let cased = case::identifier(raw, self.case);
        if self.is_reserved(&cased) {
            format!("{cased}_")
        } else {
            cased
        }
    }

    fn is_reserved(&self, identifier: &str) -> bool {
        keyword::is_keyword(identifier)
            || self
                .reserved
                .iter()
                .any(|reserved| reserved.contains(&identifier))
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Scope, keyword};

    #[test]
    fn later_names_give_way_to_earlier_ones() {
        let mut scope = Scope::new(Case::Snake, &["body"]);
        let names = [
            "connectionString",
            "connection_string",
            "type",
            "self",
            "body",
            "connection-string",
        ];
        assert_eq!(
            names.map(|name| scope.claim(name)),
            [
                "connection_string",
                "connection_string_2",
                "type_",
                "self_",
                "body_",
                "connection_string_3"
            ],
        );
    }

    #[test]
    fn prelude_names_are_not_shadowed() {
        let mut scope = Scope::new(Case::Pascal, keyword::PRELUDE);
        let names = ["result", "Option", "Error", "Vec", "vec", "V1", "v1"];
        assert_eq!(
            names.map(|name| scope.claim(name)),
            ["Result_", "Option_", "Error", "Vec_", "Vec2", "V1", "V1_2"],
        );
    }

    proptest::proptest! {
        #[test]
        fn any_names_get_distinct_identifiers(raw in proptest::collection::vec(".{0,12}|[a-c_ -]{0,3}", 0..20)) {
            for case in [Case::Snake, Case::Pascal, Case::Constant] {
                let mut scope = Scope::new(case, keyword::PRELUDE);
                let mut claimed: Vec<String> = raw.iter().map(|name| scope.claim(name)).collect();
                for identifier in &claimed {
                    proptest::prop_assert!(syn::parse_str::<syn::Ident>(identifier).is_ok(), "{identifier}");
                }
                claimed.sort();
                claimed.dedup();
                proptest::prop_assert_eq!(claimed.len(), raw.len());
            }
        }

        #[test]
        fn names_that_come_later_change_none_that_came_before(raw in proptest::collection::vec("[a-b_ -]{0,3}", 1..12)) {
            let claim = |raw: &[String]| -> Vec<String> {
                let mut scope = Scope::new(Case::Snake, &[]);
                raw.iter().map(|name| scope.claim(name)).collect()
            };
            let (all, but_last) = (claim(&raw), claim(&raw[..raw.len() - 1]));
            proptest::prop_assert_eq!(&all[..but_last.len()], &but_last[..]);
        }
    }
}
