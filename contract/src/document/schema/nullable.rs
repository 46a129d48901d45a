//! `nullable: true`, a keyword of OpenAPI 3.0, as a union with `null`.
//!
//! By the letter (OAS 3.0.3, proposal "Clarify Nullable") it only widens a `type` beside it, an `enum` must list `null`
//! itself, and other keywords forbid `null` all the same. Deployed documents mean: the value may be null. So it is read
//! the way authors mean it, and the letter is quoted in a finding.

use super::written::Written;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::document::Reader;
use crate::schema::{Schema, SchemaId, Type, TypeSet};
use crate::source::SourceSpan;
use crate::syntax::{Node, NodeValue};

impl Reader<'_> {
    /// Applies `nullable`.
    pub(super) fn nullable(&mut self, written: Written<'_>) -> Schema {
        let mut schema = written.schema;
        let Some(span) = written.nullable else {
            return schema;
        };
        // `x-nullable` is no word of any standard: there is no letter to quote.
        let by_the_letter = self.dialect != Dialect::Swagger20;
        if applies_others(&schema) {
            if !by_the_letter {
                return self.with_null_alternative(schema, span);
            }
            let message = "by the letter of OpenAPI 3.0 `nullable` does not reach into `$ref`, `allOf`, `anyOf` or `oneOf`; null is accepted here";
            let finding = Diagnostic::info("nullable-beside-applicator", message)
                .help("in OpenAPI 3.1 write `anyOf: [..., {type: \"null\"}]`");
            self.habits.note("", span, finding);
            return self.with_null_alternative(schema, span);
        }
        if let Some(types) = schema.types {
            schema.types = Some(types.with(Type::Null));
        }
        if let Some(constant) = schema.constant.take_if(|constant| !constant.is_null()) {
            schema.enumeration = Some(vec![constant]);
        }
        if let Some(values) = &mut schema.enumeration
            && !values.iter().any(Node::is_null)
        {
            values.push(Node::new(span, NodeValue::Null));
            if !by_the_letter {
                return schema;
            }
            let message = "`nullable: true` and an `enum` without null; null is accepted";
            let finding = Diagnostic::info("nullable-enum-without-null", message)
                .help("list `null` in `enum` too");
            self.habits.note("", span, finding);
        }
        schema
    }

    /// `S` becomes `anyOf: [S, {type: null}]`. Annotations stay with the whole; an `anyOf` that stands alone is lengthened.
    fn with_null_alternative(&mut self, mut schema: Schema, span: SourceSpan) -> Schema {
        let null = Schema {
            types: Some(TypeSet::EMPTY.with(Type::Null)),
            ..Schema::any(span, schema.pointer.child("nullable"))
        };
        let null: SchemaId = self.schemas.synthesise(null);
        if stands_alone(&schema) {
            schema.any_of.push(null);
            return schema;
        }
        let outer = Schema {
            name: schema.name.take(),
            annotations: std::mem::take(&mut schema.annotations),
            keyword_spans: schema.keyword_spans.clone(),
            ..Schema::any(schema.span, schema.pointer.clone())
        };
        if schema.reference.is_some() {
            schema.pointer = schema.pointer.child("$ref");
        }
        Schema {
            any_of: vec![self.schemas.synthesise(schema), null],
            ..outer
        }
    }
}

/// Is there a keyword that `nullable` does not reach into?
fn applies_others(schema: &Schema) -> bool {
    schema.reference.is_some()
        || !schema.all_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || schema.not.is_some()
}

/// Is `anyOf` all that constrains?
fn stands_alone(schema: &Schema) -> bool {
    !schema.any_of.is_empty()
        && schema.discriminator.is_none()
        && *schema
            == Schema {
                any_of: schema.any_of.clone(),
                name: schema.name.clone(),
                annotations: schema.annotations.clone(),
                keyword_spans: schema.keyword_spans.clone(),
                ..Schema::any(schema.span, schema.pointer.clone())
            }
}
