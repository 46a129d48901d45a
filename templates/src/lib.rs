//! Artefacts that are not Rust, kept as real files that their own tools can read: a CI workflow, a pre-commit hook, a
//! configuration. This crate only hands out their text.

/// One artefact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Where it goes in a user's repository.
    pub path: &'static str,
    /// What it is for, in one sentence.
    pub purpose: &'static str,
    /// Its text, ready to write.
    pub text: &'static str,
}

/// Every artefact, in a fixed order.
pub const ALL: &[Template] = &[
    Template {
        path: ".github/workflows/contract.yml",
        purpose: "Checks the contract, the generated crate and compatibility on every pull request.",
        text: include_str!("../files/github-workflow.yml"),
    },
    Template {
        path: ".git/hooks/pre-commit",
        purpose: "Checks staged contracts before they are committed.",
        text: include_str!("../files/pre-commit.sh"),
    },
    Template {
        path: "countersign.toml",
        purpose: "What a project says once instead of at every call.",
        text: include_str!("../files/countersign.toml"),
    },
];
