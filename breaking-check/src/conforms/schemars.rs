//! The test helper for types that derive `schemars::JsonSchema`.

use std::any::type_name;
use std::path::Path;

use countersign_contract::load::{Loaded, load_path, load_text};
use countersign_contract::schema::SchemaId;
use countersign_contract::{Contract, JsonPointer, Severity};
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::{Of, Use, conforms};
use crate::policy::Options;

/// How many names are listed where none fits.
const LISTED_NAMES: usize = 20;

/// Panics unless a type that derives `schemars::JsonSchema` keeps to a schema of a contract; for tests.
///
/// ```text
/// assert_conforms!(Type, reads "FILE#/POINTER")              it takes all that the contract allows
/// assert_conforms!(Type, writes "FILE#/POINTER")             the contract allows all that it gives
/// assert_conforms!(Type, "FILE#/POINTER")                    both
/// assert_conforms!(Type, writes requests "FILE#/POINTER")    both words may be followed by `requests` or `responses`
/// ```
///
/// FILE is an OpenAPI document or a JSON Schema, relative to the folder of the crate's `Cargo.toml`; without `#/POINTER` it is
/// the JSON Schema itself. With `requests`, properties that are `readOnly` are no part of the values, with `responses` those
/// that are `writeOnly`; else every property counts.
///
/// The world is the declared one: nobody writes keys that it does not declare. A type without `deny_unknown_fields` may leave
/// out properties when it reads; one with it has to know each that the contract declares. A type that writes a property which
/// the contract neither declares nor frees by `additionalProperties` fails, even where the schema is open. What serde does is
/// heeded: `default` lets a reader do without a property, and an `Option` without `skip_serializing_if` writes `null`; with it, it is
/// taken to be left out when it is `None`.
///
/// ```
/// use countersign_breaking_check::assert_conforms;
/// use schemars::{JsonSchema, Schema};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, JsonSchema)]
/// struct Payment {
///     id: String,
///     method: Method,
/// }
///
/// #[derive(Serialize, Deserialize, JsonSchema)]
/// #[serde(rename_all = "lowercase")]
/// enum Method {
///     Card,
///     Transfer,
/// }
///
/// assert_conforms!(Payment, writes "tests/conforms/payments.yaml#/components/schemas/Payment");
/// ```
///
/// # Panics
/// When a value shows that the type does not keep to the schema, with the rule, the JSON pointer, both places and the value;
/// when that is unknown, with the reason; and when the schema cannot be found or read.
#[macro_export]
macro_rules! assert_conforms {
    (@ $type:ty, $schema:expr, [$($use:ident),+], $of:ident) => {
        $crate::conforms::assert_conforms::<$type>(
            env!("CARGO_MANIFEST_DIR"),
            $schema,
            &[$($crate::conforms::Use::$use),+],
            $crate::conforms::Of::$of,
        )
    };
    ($type:ty, reads requests $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Reads], Requests)
    };
    ($type:ty, reads responses $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Reads], Responses)
    };
    ($type:ty, writes requests $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Writes], Requests)
    };
    ($type:ty, writes responses $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Writes], Responses)
    };
    ($type:ty, reads $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Reads], Anything)
    };
    ($type:ty, writes $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Writes], Anything)
    };
    ($type:ty, $schema:expr $(,)?) => {
        $crate::assert_conforms!(@ $type, $schema, [Reads, Writes], Anything)
    };
}

/// What [`assert_conforms!`](crate::assert_conforms!) calls: `schema` is a file below `folder` and a pointer into it.
///
/// # Panics
/// As the macro does.
#[track_caller]
pub fn assert_conforms<T: JsonSchema>(folder: &str, schema: &str, uses: &[Use], of: Of) {
    let (file, pointer) = schema.split_once('#').unwrap_or((schema, ""));
    let path = Path::new(folder).join(file);
    let contract = usable(file, load_path(&path)).unwrap_or_else(|why| panic!("{why}"));
    let id = find(&contract, pointer).unwrap_or_else(|why| panic!("{file}: {why}"));
    for what in uses {
        let of_type = schema_of::<T>(*what).unwrap_or_else(|why| panic!("{why}"));
        let options = Options::default();
        let kept = conforms(
            type_name::<T>(),
            &of_type,
            &contract,
            id,
            (*what, of),
            &options,
        );
        if let Err(found) = kept {
            let shown = found.to_string().replace(&format!("{folder}/"), "");
            panic!("{schema}: {shown}");
        }
    }
}

/// The JSON Schema of the values that a type reads or writes.
fn schema_of<T: JsonSchema>(what: Use) -> Result<Contract, String> {
    let settings = match what {
        Use::Reads => SchemaSettings::draft2020_12().for_deserialize(),
        Use::Writes => SchemaSettings::draft2020_12().for_serialize(),
    };
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    if what == Use::Writes {
        Unwritten.transform(&mut schema);
    }
    let name = format!("{} as JSON Schema", type_name::<T>());
    usable(&name, load_text(&name, &format!("{:#}", schema.as_value())))
}

/// Takes `null` from properties that are not always written: what leaves such a property out is its being `None`.
struct Unwritten;

impl Transform for Unwritten {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let required = schema.get("required").and_then(Value::as_array).cloned();
        let required = required.unwrap_or_default();
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            return;
        };
        for (name, property) in properties {
            if !required.iter().any(|required| required == name) {
                without_null(property);
            }
        }
    }
}

/// The three ways in which `Option` adds `null` to a schema.
fn without_null(schema: &mut Value) {
    for (keyword, null) in [
        ("type", Value::from("null")),
        ("enum", Value::Null),
        ("anyOf", serde_json::json!({ "type": "null" })),
    ] {
        if let Some(Value::Array(members)) = schema.get_mut(keyword) {
            members.retain(|member| *member != null);
        }
    }
}

fn usable(name: &str, loaded: Loaded) -> Result<Contract, String> {
    let usable = !loaded.diagnostics.prevent_use();
    if let Some(contract) = loaded.contract.filter(|_| usable) {
        return Ok(contract);
    }
    let errors = loaded
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let why = errors.map(|error| {
        let place = error.span.map(|span| loaded.sources.location(span));
        let place = place.map_or_else(String::new, |place| format!("{place}: "));
        format!("\n  {place}{} ({})", error.message, error.code)
    });
    Err(format!("{name} cannot be used:{}", why.collect::<String>()))
}

/// The schema at a pointer of the contract's first file.
fn find(contract: &Contract, fragment: &str) -> Result<SchemaId, String> {
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
    let pointer = JsonPointer::parse(&decoded).ok_or_else(|| {
        format!("`#{fragment}` is no JSON pointer: write `#/components/schemas/NAME`")
    })?;
    if pointer.is_root() {
        return contract.root_schema.ok_or_else(|| {
            "this is no JSON Schema: say which schema, as `#/components/schemas/NAME`".to_owned()
        });
    }
    let first = contract.sources.iter().next().map(|(id, _)| id);
    let found = contract.schema_ids().find(|id| {
        let schema = contract.schema(*id);
        Some(schema.span.source) == first && schema.pointer == pointer
    });
    found.ok_or_else(|| {
        let names = contract.component_schemas.keys().take(LISTED_NAMES);
        let names: Vec<&str> = names.map(AsRef::as_ref).collect();
        format!("no schema at `#{fragment}`; there are {}", names.join(", "))
    })
}
