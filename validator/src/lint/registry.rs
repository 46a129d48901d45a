//! Which lints there are.

use std::fmt::Write as _;

use countersign_contract::explanation::head;
use countersign_contract::model::Contract;

use super::findings::Findings;
use super::policy::Level;
use super::rules::{
    contract, operation, parameter, response, schema, security_scheme, server, value,
};
use super::subject::{
    OperationSubject, ParameterSubject, ResponseSubject, SchemaSubject, SchemeSubject,
    ServerSubject,
};
use super::values::ValueSubject;
use crate::validator::Validator;

/// What a lint is about; a name that a configuration can give a level to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Names that people and generators can live with.
    Naming,
    /// What readers and generators miss.
    Design,
    /// What attackers would use.
    Security,
    /// What goes wrong under load, on retries and on bad days.
    Reliability,
}

impl Group {
    /// The name in configurations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Naming => "naming",
            Self::Design => "design",
            Self::Security => "security",
            Self::Reliability => "reliability",
        }
    }
}

/// What every lint says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LintMeta {
    /// Its id, kebab-case; also the name of its file with underscores.
    pub id: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much it counts where nobody says anything.
    pub level: Level,
    /// The text behind it.
    pub cites: &'static str,
}

impl LintMeta {
    pub(super) const fn new(
        id: &'static str,
        group: Group,
        level: Level,
        cites: &'static str,
    ) -> Self {
        Self {
            id,
            group,
            level,
            cites,
        }
    }
}

/// What a lint looks at; one variant per folder under `rules/`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    Contract(fn(&Contract, &mut Findings)),
    Operation(fn(&OperationSubject<'_>, &mut Findings)),
    Parameter(fn(&ParameterSubject<'_>, &mut Findings)),
    Response(fn(&ResponseSubject<'_>, &mut Findings)),
    Schema(fn(&SchemaSubject<'_>, &mut Findings)),
    SecurityScheme(fn(&SchemeSubject<'_>, &mut Findings)),
    Server(fn(&ServerSubject<'_>, &mut Findings)),
    Value(fn(&ValueSubject<'_>, &Validator<'_>, &mut Findings)),
}

/// A lint in the table.
#[derive(Debug)]
pub(super) struct Registered {
    pub(super) meta: LintMeta,
    /// The text of its file.
    pub(super) source: &'static str,
    pub(super) check: Check,
}

macro_rules! lints {
    ($($subject:ident in $folder:ident { $($stem:ident),* $(,)? })*) => {
        /// Every lint, by what it looks at.
        pub(super) static LINTS: &[Registered] = &[$($(
            Registered {
                meta: $folder::$stem::META,
                source: include_str!(concat!(
                    "rules/", stringify!($folder), "/", stringify!($stem), ".rs"
                )),
                check: Check::$subject($folder::$stem::check),
            },
        )*)*];
    };
}

lints! {
    Contract in contract {
        component_unused,
        operation_ids_mixed,
        property_names_mixed,
        schema_names_alike,
    }
    Operation in operation {
        admin_shares_security,
        cors_origin_undeclared,
        deadline_below_attempt,
        error_undeclared,
        idempotency_conflict_undeclared,
        list_unpaged,
        object_without_scope,
        operation_id_missing,
        operation_undescribed,
        path_trailing_slash,
        post_without_idempotency,
        read_unprotected,
        scope_undeclared,
        server_error_undeclared,
        success_undeclared,
        sunset_without_deprecation,
        tag_undeclared,
        too_many_requests_undeclared,
        unauthorized_undeclared,
        validation_error_undeclared,
        webhook_unsigned,
        write_unprotected,
    }
    Parameter in parameter {
        credentials_in_url,
        numeric_id,
        parameter_undescribed,
        url_parameter,
    }
    Response in response {
        body_without_schema,
        error_without_problem,
        rate_limit_undeclared,
        retry_after_missing,
    }
    Schema in schema {
        array_unbounded,
        array_without_items,
        integer_unbounded,
        map_unbounded,
        pattern_backtracks,
        pattern_unanchored,
        request_object_open,
        required_undeclared,
        secret_in_response,
        string_unbounded,
        string_unrestricted,
        union_without_discriminator,
    }
    SecurityScheme in security_scheme {
        api_key_in_url,
        http_basic,
        insecure_http_scheme,
        jwt_rules_undescribed,
        outdated_flow,
        plain_http_endpoint,
        scope_unused,
        security_scheme_unused,
        tokens_without_refresh,
    }
    Server in server {
        server_plain_http,
        server_undescribed,
    }
    Value in value {
        default_breaks_schema,
        example_breaks_schema,
    }
}

/// The ids of all lints, sorted.
pub fn lint_ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = LINTS.iter().map(|lint| lint.meta.id).collect();
    ids.sort_unstable();
    ids
}

/// Every lint with the first sentence of its documentation, sorted by group and id.
pub fn lints() -> impl Iterator<Item = (LintMeta, &'static str)> {
    let mut all: Vec<&Registered> = LINTS.iter().collect();
    all.sort_by_key(|lint| (lint.meta.group.name(), lint.meta.id));
    all.into_iter().map(|lint| {
        let first = lint.source.lines().next().unwrap_or_default();
        (lint.meta, first.trim_start_matches("//!").trim())
    })
}

/// What a lint looks for, why, and what to do instead, as Markdown; `None` for an id that no lint has.
pub fn explain_lint(id: &str) -> Option<String> {
    let lint = LINTS.iter().find(|lint| lint.meta.id == id)?;
    let level = match lint.meta.level {
        Level::Off => "off unless configured",
        Level::Info => "information",
        Level::Warning => "a warning",
        Level::Error => "an error",
    };
    let mut text = head(lint.source);
    let (group, cites) = (lint.meta.group.name(), lint.meta.cites);
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "\nA lint of the group `{group}`, by default {level}. {cites}"
    );
    Some(text)
}
