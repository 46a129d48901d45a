//! Which schemas stand in a document?

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::arena::{Condition, Node, Schema, Types};
use super::documents::Documents;
use super::models::same;
use super::number::{End, exact};

/// Reads one document.
pub(super) struct Reader<'a> {
    documents: &'a mut Documents,
    document: &'a Value,
    by_pointer: HashMap<String, Node>,
    pending: Vec<(String, Node)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(documents: &'a mut Documents, document: &'a Value) -> Self {
        Self {
            documents,
            document,
            by_pointer: HashMap::new(),
            pending: Vec::new(),
        }
    }

    /// Reads the document from its root on, gives the number of the root.
    pub(super) fn read(mut self) -> Node {
        let root = self.at("");
        // Not by recursion: references may lead on and on.
        while let Some((pointer, node)) = self.pending.pop() {
            let schema = self.schema(&pointer);
            self.documents.schemas[node.0 as usize] = schema;
        }
        root
    }

    /// The number of the schema at a pointer, which is read later.
    fn at(&mut self, pointer: &str) -> Node {
        if let Some(known) = self.by_pointer.get(pointer) {
            return *known;
        }
        let node = Node(u32::try_from(self.documents.schemas.len()).unwrap_or(u32::MAX));
        self.documents.schemas.push(Schema::default());
        self.by_pointer.insert(pointer.to_owned(), node);
        self.pending.push((pointer.to_owned(), node));
        node
    }

    fn schema(&mut self, pointer: &str) -> Schema {
        match self.document.pointer(pointer) {
            Some(Value::Bool(value)) => Schema {
                boolean: Some(*value),
                ..Schema::default()
            },
            Some(Value::Object(keywords)) => {
                let mut schema = Schema::default();
                for (keyword, value) in keywords {
                    let read = self.keyword(&mut schema, keywords, pointer, keyword, value);
                    if read.is_none() {
                        schema.unsupported = Some(format!("`{keyword}` cannot be counted with"));
                    }
                }
                schema
            }
            _ => Schema {
                unsupported: Some(format!("there is no schema at `{pointer}`")),
                ..Schema::default()
            },
        }
    }

    fn child(&mut self, pointer: &str, keyword: &str, key: Option<&str>) -> Node {
        let escaped = |token: &str| token.replace('~', "~0").replace('/', "~1");
        let mut at = format!("{pointer}/{}", escaped(keyword));
        if let Some(key) = key {
            at.push('/');
            at.push_str(&escaped(key));
        }
        self.at(&at)
    }

    fn list(&mut self, pointer: &str, keyword: &str, value: &Value) -> Option<Vec<Node>> {
        let length = value.as_array()?.len();
        Some(
            (0..length)
                .map(|at| self.child(pointer, keyword, Some(&at.to_string())))
                .collect(),
        )
    }

    fn map(&mut self, pointer: &str, keyword: &str, value: &Value) -> Option<Vec<(String, Node)>> {
        let keys: Vec<String> = value.as_object()?.keys().cloned().collect();
        let mut map: Vec<(String, Node)> = keys
            .into_iter()
            .map(|key| {
                let node = self.child(pointer, keyword, Some(&key));
                (key, node)
            })
            .collect();
        map.sort();
        Some(map)
    }

    /// Reads a keyword; `None` for a value that makes no sense.
    fn keyword(
        &mut self,
        schema: &mut Schema,
        siblings: &Map<String, Value>,
        pointer: &str,
        keyword: &str,
        value: &Value,
    ) -> Option<()> {
        match keyword {
            "type" => {
                let mut types = Types::default();
                match value {
                    Value::String(name) => types.add(name)?,
                    value => value
                        .as_array()?
                        .iter()
                        .try_for_each(|name| types.add(name.as_str()?))?,
                }
                schema.types = Some(types);
            }
            "$ref" => {
                let target = value.as_str()?.strip_prefix('#')?;
                let target = percent_encoding::percent_decode_str(target)
                    .decode_utf8()
                    .ok()?;
                schema.reference = Some(self.at(&target));
            }
            "$dynamicRef" | "$recursiveRef" => return None,
            "const" => {
                schema.enumeration = Some(both(schema.enumeration.take(), vec![value.clone()]));
            }
            "enum" => {
                schema.enumeration =
                    Some(both(schema.enumeration.take(), value.as_array()?.clone()));
            }
            "not" => schema.not = Some(self.child(pointer, keyword, None)),
            "allOf" => schema.all_of = self.list(pointer, keyword, value)?,
            "anyOf" => schema.any_of = Some(self.list(pointer, keyword, value)?),
            "oneOf" => schema.one_of = Some(self.list(pointer, keyword, value)?),
            "if" => {
                let has = |keyword: &str| siblings.contains_key(keyword);
                let (then, otherwise) = (has("then"), has("else"));
                schema.condition = Some(Condition {
                    test: self.child(pointer, "if", None),
                    then: then.then(|| self.child(pointer, "then", None)),
                    otherwise: otherwise.then(|| self.child(pointer, "else", None)),
                });
            }
            "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => {
                let Value::Number(number) = value else {
                    return None;
                };
                let end = End {
                    at: exact(number)?,
                    open: keyword.starts_with('e'),
                };
                if keyword.ends_with("inimum") {
                    schema.low.push(end);
                } else {
                    schema.high.push(end);
                }
            }
            "multipleOf" => {
                let Value::Number(number) = value else {
                    return None;
                };
                schema.multiple_of = Some(exact(number)?);
            }
            "minLength" => schema.min_length = size(value)?,
            "maxLength" => schema.max_length = Some(size(value)?),
            "pattern" => schema.pattern = Some(self.documents.patterns.number(value.as_str()?)),
            "prefixItems" => schema.prefix = self.list(pointer, keyword, value)?,
            "items" => schema.items = Some(self.child(pointer, keyword, None)),
            "contains" => {
                let min = siblings.get("minContains").map_or(Some(1), size)?;
                let max = siblings.get("maxContains").map(size);
                let node = self.child(pointer, keyword, None);
                schema.contains = Some((node, min, max.map_or(Some(None), |max| max.map(Some))?));
            }
            "minItems" => schema.min_items = size(value)?,
            "maxItems" => schema.max_items = Some(size(value)?),
            "uniqueItems" => schema.unique = value.as_bool()?,
            "unevaluatedItems" => {
                schema.unevaluated_items = Some(self.child(pointer, keyword, None));
            }
            "properties" => schema.properties = self.map(pointer, keyword, value)?,
            "patternProperties" => {
                let map = self.map(pointer, keyword, value)?;
                schema.patterns = map
                    .into_iter()
                    .map(|(pattern, node)| (self.documents.patterns.number(&pattern), node))
                    .collect();
            }
            "additionalProperties" => schema.additional = Some(self.child(pointer, keyword, None)),
            "propertyNames" => schema.names = Some(self.child(pointer, keyword, None)),
            "required" => schema.required = texts(value)?,
            "minProperties" => schema.min_properties = size(value)?,
            "maxProperties" => schema.max_properties = Some(size(value)?),
            "dependentRequired" => {
                let map = value.as_object()?.iter();
                let map: Option<Vec<_>> = map
                    .map(|(key, keys)| Some((key.clone(), texts(keys)?)))
                    .collect();
                schema.dependent_required = map?;
                schema.dependent_required.sort();
            }
            "dependentSchemas" => schema.dependent_schemas = self.map(pointer, keyword, value)?,
            "unevaluatedProperties" => {
                schema.unevaluated_properties = Some(self.child(pointer, keyword, None));
            }
            // Everything else asserts nothing.
            _ => {}
        }
        Some(())
    }
}

/// What `const` and `enum` both list.
fn both(known: Option<Vec<Value>>, values: Vec<Value>) -> Vec<Value> {
    match known {
        None => values,
        Some(known) => {
            let is_listed = |value: &Value| values.iter().any(|other| same(value, other));
            known.into_iter().filter(is_listed).collect()
        }
    }
}

/// A count; `2.0` is one too.
fn size(value: &Value) -> Option<u64> {
    let whole = value
        .as_f64()
        .filter(|float| float.fract() == 0.0 && (0.0..1e15).contains(float));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was looked at"
    )]
    value.as_u64().or(whole.map(|float| float as u64))
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let texts = value.as_array()?.iter();
    let mut texts: Vec<String> = texts
        .map(|text| text.as_str().map(str::to_owned))
        .collect::<Option<_>>()?;
    texts.sort();
    texts.dedup();
    Some(texts)
}
