//! Which node of an XML document is each part of a body? (OAS 3.2.0 XML Object)
//!
//! Names are those of the XML Object of a schema or of the one it refers to, else those of properties. An array has an
//! element around it where it says so; else its items stand alone, under the name of the items, or the one given to the
//! array: strictly that has no effect, but nobody writes it to have none.

mod flat;

use countersign_contract::schema::{SchemaId, Type, XmlNodeType};
use countersign_contract::{Contract, Diagnostic, Diagnostics, SourceSpan};
use rustc_hash::FxHashMap;

use self::flat::Flat;
use crate::model::{
    OperationModel, Payload, XmlDocument, XmlMember, XmlModel, XmlName, XmlNode, XmlRef, XmlShape,
};

/// The documents that the bodies of `operations` may be.
pub(crate) fn lower(
    contract: &Contract,
    operations: &[OperationModel],
    diagnostics: &mut Diagnostics,
) -> XmlModel {
    let mut lowering = Lowering {
        contract,
        diagnostics,
        model: XmlModel::default(),
        known: FxHashMap::default(),
        pending: Vec::new(),
    };
    for operation in operations {
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let responses = operation.responses.iter();
        let responses = responses.flat_map(|response| &response.contents);
        for content in bodies.chain(responses) {
            if let Payload::Xml { schema, .. } = content.payload {
                lowering.document(schema);
            }
        }
    }
    lowering.model
}

struct Lowering<'a, 'c> {
    contract: &'c Contract,
    diagnostics: &'a mut Diagnostics,
    model: XmlModel,
    /// By the schemas that say something about it, and what its items are called.
    known: FxHashMap<(Vec<SchemaId>, XmlName), usize>,
    /// Shapes that have an index and nothing else so far: cycles end by themselves.
    pending: Vec<(usize, Vec<SchemaId>, XmlName)>,
}

impl<'c> Lowering<'_, 'c> {
    fn document(&mut self, schema: SchemaId) {
        if self.model.documents.contains_key(&schema) {
            return;
        }
        let flat = Flat::of(self.contract, &[schema]);
        let span = self.contract.schema(schema).span;
        let named = flat.name().or_else(|| flat.component());
        let items = Flat::of(self.contract, &flat.items);
        let (prefix, namespace) = flat.namespace();
        let document = if flat.is_list() {
            let item = items.name().or_else(|| items.component());
            let root = named.or(item);
            let root = self.root(root, prefix, namespace, span);
            let (prefix, namespace) = items.namespace();
            let item = item.map(|name| self.name(name, prefix, namespace, span));
            let shape = self.own(&flat, vec![schema], item.unwrap_or_default());
            XmlDocument {
                root,
                shape,
                member: None,
                any_root: named.or(items.name()).or(items.component()).is_none(),
            }
        } else {
            let only = named.is_none().then(|| self.only_member(&flat)).flatten();
            match only {
                Some(document) => document,
                None => XmlDocument {
                    root: self.root(named, prefix, namespace, span),
                    shape: self.own(&flat, vec![schema], XmlName::default()),
                    member: None,
                    any_root: named.is_none(),
                },
            }
        };
        self.model.documents.insert(schema, document);
        while let Some((index, schemas, item)) = self.pending.pop() {
            let shape = self.shape(&schemas, &item);
            self.model.shapes[index] = shape;
        }
    }

    /// An object nobody named, with one element in it: that element is the root, as a document has only one.
    fn only_member(&mut self, flat: &Flat<'c>) -> Option<XmlDocument> {
        let mut properties = flat.properties.iter();
        let (key, schemas) = properties.next().filter(|_| flat.properties.len() == 1)?;
        let member = Flat::of(self.contract, schemas);
        let element = matches!(member.node_type(), None | Some(XmlNodeType::Element));
        if !element || member.is_list() && member.node_type().is_none() {
            return None;
        }
        let (prefix, namespace) = member.namespace();
        let span = self.contract.schema(schemas[0]).span;
        let name = member.name().unwrap_or(key);
        Some(XmlDocument {
            root: self.name(name, prefix, namespace, span),
            shape: self.own(&member, schemas.clone(), XmlName::default()),
            member: Some((*key).to_owned()),
            any_root: false,
        })
    }

    fn root(
        &mut self,
        name: Option<&str>,
        prefix: &str,
        namespace: &str,
        span: SourceSpan,
    ) -> XmlName {
        if let Some(name) = name {
            return self.name(name, prefix, namespace, span);
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "xml-without-name",
                "the root element of this document has no name; `root` is used",
            )
            .at(span)
            .help("add `xml: {name: ...}` to the schema, or make it a component"),
        );
        self.name("root", prefix, namespace, span)
    }

    /// A name that is one; a prefix may stand in it.
    fn name(&mut self, text: &str, prefix: &str, namespace: &str, span: SourceSpan) -> XmlName {
        let (own, local) = text.split_once(':').unwrap_or((prefix, text));
        let begins = |c: char| c.is_alphabetic() || c == '_';
        let goes_on = |c: char| begins(c) || c.is_alphanumeric() || matches!(c, '.' | '-');
        let mut usable: String = local
            .chars()
            .map(|c| if goes_on(c) { c } else { '_' })
            .collect();
        if !usable.starts_with(begins) {
            usable.insert(0, '_');
        }
        if usable != local {
            let message = format!("no element can be called `{local}`; `{usable}` is used");
            self.diagnostics.push(
                Diagnostic::warning("xml-without-name", message)
                    .at(span)
                    .help("add `xml: {name: ...}` to the schema"),
            );
        }
        XmlName {
            local: usable,
            prefix: own.to_owned(),
            namespace: namespace.to_owned(),
        }
    }

    /// The shape of some schemas.
    fn reference(&mut self, schemas: &[SchemaId]) -> XmlRef {
        let flat = Flat::of(self.contract, schemas);
        let any = flat.types.is_none() && flat.said.is_empty();
        if any || flat.is_single() {
            return XmlRef::Types(flat.types);
        }
        XmlRef::Own(self.own(&flat, schemas.to_vec(), XmlName::default()))
    }

    /// The index of a shape; `item` is what its items are called where nothing says so.
    fn own(&mut self, flat: &Flat<'c>, schemas: Vec<SchemaId>, item: XmlName) -> usize {
        let key = (flat.said.clone(), item.clone());
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let index = self.model.shapes.len();
        self.known.insert(key, index);
        self.model.shapes.push(XmlShape {
            types: None,
            members: Vec::new(),
            rest: None,
            items: None,
            first_items: Vec::new(),
        });
        let source = flat.component().map_or_else(
            || super::validation::name_source(self.contract.schema(schemas[0])),
            str::to_owned,
        );
        self.model.sources.push(source);
        self.pending.push((index, schemas, item));
        index
    }

    fn shape(&mut self, schemas: &[SchemaId], item: &XmlName) -> XmlShape {
        let flat = Flat::of(self.contract, schemas);
        let mut members: Vec<XmlMember> = Vec::with_capacity(flat.properties.len());
        for (key, schemas) in &flat.properties {
            let never = |id: &SchemaId| self.contract.schema(*id).boolean == Some(false);
            if !schemas.iter().any(never) {
                let required = flat.required.contains(key);
                let member = self.member(key, schemas, required);
                self.check_name(&members, &member, schemas[0]);
                members.push(member);
            }
        }
        let described = |id: &SchemaId| self.contract.schema(*id).boolean.is_none();
        let rest: Vec<SchemaId> = flat.rest.iter().copied().filter(described).collect();
        let items = (members.is_empty() && !flat.items.is_empty()).then(|| {
            if flat.first_items.is_empty() {
                self.item(&flat.items, item)
            } else {
                self.item(&flat.more_items, item)
            }
        });
        let listed = items.is_some().then(|| flat.first_items.clone());
        let first_items = listed.unwrap_or_default();
        let first_items = first_items.iter().map(|schemas| self.item(schemas, item));
        let first_items = first_items.collect();
        XmlShape {
            first_items,
            types: flat.types,
            rest: (!rest.is_empty()).then(|| self.reference(&rest)),
            members,
            items,
        }
    }

    /// What the items of these schemas are called and what is in them; without a name of their own they are called `usual`.
    fn item(&mut self, schemas: &[SchemaId], usual: &XmlName) -> (XmlName, XmlRef) {
        let Some(first) = schemas.first() else {
            return (usual.clone(), XmlRef::Types(None));
        };
        let flat = Flat::of(self.contract, schemas);
        let (prefix, namespace) = flat.namespace();
        let span = self.contract.schema(*first).span;
        let name = flat
            .name()
            .map(|name| self.name(name, prefix, namespace, span));
        let name = name.unwrap_or_else(|| usual.clone());
        (name, self.reference(schemas))
    }

    fn member(&mut self, key: &str, schemas: &[SchemaId], required: bool) -> XmlMember {
        let flat = Flat::of(self.contract, schemas);
        let span = self.contract.schema(schemas[0]).span;
        let node = self.node(&flat, span);
        let (mut prefix, mut namespace) = flat.namespace();
        let mut name = flat.name();
        if node == XmlNode::Places {
            return self.places(key, schemas, &flat, required);
        }
        let shape = if node == XmlNode::Items {
            let items = Flat::of(self.contract, &flat.items);
            name = items.name().or(name);
            if items.namespace() != ("", "") {
                (prefix, namespace) = items.namespace();
            }
            self.reference(&flat.items)
        } else {
            self.reference(schemas)
        };
        let name = match node {
            XmlNode::Text | XmlNode::Cdata | XmlNode::None => XmlName::default(),
            XmlNode::Element | XmlNode::Items | XmlNode::Places | XmlNode::Attribute => {
                self.name(name.unwrap_or(key), prefix, namespace, span)
            }
        };
        XmlMember {
            key: key.to_owned(),
            name,
            item_names: Vec::new(),
            node,
            shape,
            required,
        }
    }

    /// A list without an element around it that is described place by place.
    fn places(
        &mut self,
        key: &str,
        schemas: &[SchemaId],
        flat: &Flat<'c>,
        required: bool,
    ) -> XmlMember {
        let span = self.contract.schema(schemas[0]).span;
        let (prefix, namespace) = flat.namespace();
        let name = self.name(flat.name().unwrap_or(key), prefix, namespace, span);
        let mut places = flat.first_items.clone();
        places.push(flat.more_items.clone());
        let places = places.iter().map(|schemas| self.item(schemas, &name).0);
        XmlMember {
            key: key.to_owned(),
            item_names: places.collect(),
            node: XmlNode::Places,
            shape: XmlRef::Own(self.own(flat, schemas.to_vec(), name.clone())),
            name,
            required,
        }
    }

    fn node(&mut self, flat: &Flat<'c>, span: SourceSpan) -> XmlNode {
        let said = flat.node_type();
        let object = flat
            .types
            .is_some_and(|types| types.without(Type::Null).single() == Some(Type::Object));
        let single = flat.properties.is_empty() && !flat.is_list() && !object;
        let node = match said {
            Some(XmlNodeType::Attribute) => XmlNode::Attribute,
            Some(XmlNodeType::Text) => XmlNode::Text,
            Some(XmlNodeType::Cdata) => XmlNode::Cdata,
            Some(XmlNodeType::None) | None if flat.is_list() && !flat.first_items.is_empty() => {
                return XmlNode::Places;
            }
            Some(XmlNodeType::None) | None if flat.is_list() => return XmlNode::Items,
            Some(XmlNodeType::None) if flat.without_node && object => return XmlNode::None,
            Some(XmlNodeType::Element | XmlNodeType::None) | None => return XmlNode::Element,
        };
        if single {
            return node;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "misplaced-xml",
                "a list or an object is no attribute and no text; it is written as elements",
            )
            .at(span)
            .help("remove `attribute` or `nodeType` from its `xml`"),
        );
        if flat.is_list() {
            XmlNode::Items
        } else {
            XmlNode::Element
        }
    }

    /// Two nodes of one name cannot be told apart.
    fn check_name(&mut self, members: &[XmlMember], member: &XmlMember, schema: SchemaId) {
        let text = |node: XmlNode| matches!(node, XmlNode::Text | XmlNode::Cdata);
        let elements =
            |node: XmlNode| matches!(node, XmlNode::Element | XmlNode::Items | XmlNode::Places);
        let same = |other: &&XmlMember| {
            let kind = other.node == member.node
                || elements(other.node) && elements(member.node)
                || text(other.node) && text(member.node);
            kind && other
                .names()
                .iter()
                .any(|name| member.names().contains(name))
        };
        if let Some(other) = members.iter().find(same) {
            let message = format!(
                "`{}` and `{}` are the same node of a document; it is read as `{}`",
                other.key, member.key, other.key
            );
            self.diagnostics.push(
                Diagnostic::warning("ambiguous-xml-member", message)
                    .at(self.contract.schema(schema).span)
                    .help("give one of them another `xml: {name: ...}`"),
            );
        }
    }
}
