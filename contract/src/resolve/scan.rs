//! The walk through a file that finds its identifiers. What is data (`enum`, `const`, `default`, examples, unknown
//! keywords) may look like a schema and is none.

use std::ptr;

use smol_str::SmolStr;

use super::identifiers::{Identifiers, Resource, Scope};
use super::reference::{Fragment, Reference};
use super::{Base, Place};
use crate::dialect::{self, Dialect};
use crate::syntax::{Node, Object};

/// Keywords that hold a schema, or an array of schemas.
const SCHEMAS: [&str; 16] = [
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "items",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "contentSchema",
];

/// Keywords that hold an object of schemas.
const MAPS: [&str; 6] = [
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "dependencies",
];

/// Keys of an OpenAPI document below which everything is data.
const DATA: [&str; 6] = ["example", "examples", "default", "enum", "const", "value"];

/// What is expected at a place.
#[derive(Clone, Copy, Debug)]
enum Expected {
    /// A schema; the first one below something that is none may name a dialect without having an `$id`.
    Schema { outermost: bool },
    /// An object of schemas by name.
    Schemas { outermost: bool },
    /// Some object of the OpenAPI document, or of a file of which nothing is known.
    Anything,
}

/// The walk. It keeps a list of what is still to be seen, so that depth costs no stack.
pub(super) struct Scan<'s, 'w> {
    found: &'s mut Identifiers<'w>,
    document: Dialect,
    locate: &'s dyn Fn(&str, &str) -> Option<String>,
    pending: Vec<(Place<'w>, Expected, Scope)>,
}

impl<'s, 'w> Scan<'s, 'w> {
    pub(super) fn new(
        found: &'s mut Identifiers<'w>,
        document: Dialect,
        locate: &'s dyn Fn(&str, &str) -> Option<String>,
    ) -> Self {
        Self {
            found,
            document,
            locate,
            pending: Vec::new(),
        }
    }

    /// Looks at a whole file.
    pub(super) fn file(mut self, root: Place<'w>, scope: Scope) {
        let expected = match self.document {
            Dialect::JsonSchema(_) => Expected::Schema { outermost: true },
            _ => Expected::Anything,
        };
        self.pending.push((root, expected, scope));
        while let Some((place, expected, scope)) = self.pending.pop() {
            if let Some(items) = place.node.as_array() {
                for (at, item) in items.iter().enumerate().rev() {
                    let item = place.child(at.to_string(), item);
                    self.pending.push((item, expected, scope));
                }
            } else if let Some(object) = place.node.as_object() {
                match expected {
                    Expected::Schema { outermost } => self.schema(&place, object, scope, outermost),
                    Expected::Schemas { outermost } => {
                        let schema = Expected::Schema { outermost };
                        self.children(&place, object, scope, |_| Some(schema));
                    }
                    Expected::Anything if is_identified(place.node) => {
                        self.schema(&place, object, scope, true);
                    }
                    Expected::Anything => self.anything(&place, object, scope),
                }
            }
        }
    }

    fn anything(&mut self, place: &Place<'w>, object: &'w Object, scope: Scope) {
        let in_components = place.pointer.last() == Some("components");
        self.children(place, object, scope, |key| match key {
            "schemas" if in_components => Some(Expected::Schemas { outermost: true }),
            "schema" | "itemSchema" => Some(Expected::Schema { outermost: true }),
            "definitions" | "$defs" => Some(Expected::Schemas { outermost: true }),
            data if DATA.contains(&data) || data.starts_with("x-") => None,
            _ => Some(Expected::Anything),
        });
    }

    fn schema(&mut self, place: &Place<'w>, object: &'w Object, outer: Scope, outermost: bool) {
        let scope = self.enter(place, object, outer, outermost);
        let outermost = false;
        self.children(place, object, scope, |key| {
            if SCHEMAS.contains(&key) {
                Some(Expected::Schema { outermost })
            } else {
                let map = MAPS.contains(&key);
                map.then_some(Expected::Schemas { outermost })
            }
        });
    }

    /// Notes what the schema at a place is called, and gives the scope it opens or stays in.
    fn enter(
        &mut self,
        place: &Place<'w>,
        object: &'w Object,
        outer: Scope,
        outermost: bool,
    ) -> Scope {
        let mut scope = outer;
        let text = |key: &str| object.get(key).and_then(Node::as_str);
        let named = text(outer.dialect.id_keyword()).or_else(|| text("$id"));
        if (outermost || named.is_some())
            && let Some(uri) = text("$schema")
        {
            scope.dialect = dialect::of_schema(uri, self.document).unwrap_or(outer.dialect);
        }
        let dialect = scope.dialect;
        // Up to draft-07 `$ref` hides everything beside it, its own `$id` included.
        let hidden = text("$ref").is_some() && !dialect.reference_siblings_apply();
        if !hidden && let Some(id) = text(dialect.id_keyword()) {
            self.identify(place, id, &mut scope);
        }
        if scope != outer {
            let scopes = &mut self.found.scopes;
            scopes.insert(ptr::from_ref(place.node), scope);
        }
        let resource = &mut self.found.resources[scope.resource];
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key).filter(|_| !dialect.anchors_by_id()) {
                let name = SmolStr::new(name);
                resource
                    .anchors
                    .entry(name.clone())
                    .or_insert_with(|| place.clone());
                if key == "$dynamicAnchor" {
                    let dynamic = &mut resource.dynamic_anchors;
                    dynamic.entry(name).or_insert_with(|| place.clone());
                }
            }
        }
        let recursive = object.get("$recursiveAnchor").and_then(Node::as_bool) == Some(true);
        if recursive && ptr::eq(resource.root.node, place.node) {
            let dynamic = &mut resource.dynamic_anchors;
            dynamic.insert(SmolStr::default(), place.clone());
        }
        scope
    }

    /// `$id`: a new resource, in drafts up to 07 an anchor too. The whole file's own `$id` gives the file its base.
    fn identify(&mut self, place: &Place<'w>, id: &str, scope: &mut Scope) {
        let Reference { file, fragment } = Reference::parse(id);
        if !file.is_empty() {
            let base = &self.found.resources[scope.resource].base;
            let Some(base) = base.join(file, self.locate) else {
                return;
            };
            let is_file = place.pointer.is_root();
            if is_file {
                self.found.resources[0].base = base;
            } else {
                scope.resource = self.found.resources.len();
                let resource = Resource::new(base, place.clone());
                self.found.resources.push(resource);
            }
        }
        if scope.dialect.anchors_by_id()
            && let Fragment::Anchor(name) = fragment
        {
            let anchors = &mut self.found.resources[scope.resource].anchors;
            anchors.entry(name.into()).or_insert_with(|| place.clone());
        }
    }

    fn children(
        &mut self,
        place: &Place<'w>,
        object: &'w Object,
        scope: Scope,
        expected: impl Fn(&str) -> Option<Expected>,
    ) {
        // The list is worked off from its end; what was written first counts first.
        for entry in object.iter().rev() {
            if let Some(expected) = expected(entry.key.name.as_str()) {
                let child = place.child(entry.key.name.clone(), &entry.value);
                self.pending.push((child, expected, scope));
            }
        }
    }
}

/// Does the node call itself a schema?
fn is_identified(node: &Node) -> bool {
    let mut names = ["$id", "$anchor", "$dynamicAnchor", "$schema"].into_iter();
    names.any(|name| node.get(name).is_some_and(|name| name.as_str().is_some()))
}

/// The base that an OpenAPI document gives itself (OAS 3.2 OpenAPI Object, `$self`), seen from where it lies.
pub(crate) fn own_base(
    root: &Node,
    base: Base,
    locate: &dyn Fn(&str, &str) -> Option<String>,
) -> Base {
    let own = root.get("openapi").and_then(|_| root.get("$self"));
    let own = own.and_then(Node::as_str);
    let own = own.and_then(|own| base.join(own, locate));
    own.unwrap_or(base)
}
