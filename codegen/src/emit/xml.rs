//! `xml.rs`: static tables of what bodies look like as XML documents.

use std::fmt::Write as _;

use countersign_contract::schema::{SchemaId, Type, TypeSet};
use quote::quote;

use super::files::{Exposure, Group, Piece};
use super::imports::Source;
use super::runtime_path;
use super::schemas::type_set;
use super::text::{list, string};
use crate::file_tree::{Module, ModulePath};
use crate::model::{XmlMember, XmlName, XmlNode, XmlRef, XmlShape};
use crate::name::NamedModel;
use crate::options::Features;

/// `xml.rs`; nothing when no body is XML.
pub(super) fn modules(named: &NamedModel, path: ModulePath, features: Features) -> Vec<Module> {
    if named.xml.is_empty() {
        return Vec::new();
    }
    let shapes = named.model.xml.shapes.iter().zip(&named.xml);
    let idle = match features {
        Features::Few => "",
        Features::PerTag => {
            "#[allow(dead_code, reason = \"operations that read it may be left out\")]"
        }
    };
    let pieces = shapes.map(|(shape, name)| {
        let shape = self::shape(named, shape);
        let item = format!("{idle} pub static {name}: Shape = {shape};");
        Piece::written(&[item], vec![name.clone()])
    });
    let sources = |_| {
        let sources: Vec<Source> = vec![
            (runtime_path::schema(), &["Types"]),
            (runtime_path::xml(), &["Member", "Name", "Shape"]),
        ];
        (sources, quote!())
    };
    let files = Group {
        path,
        doc: String::from("What bodies look like as XML documents."),
        exposure: Exposure::Crate,
        elsewhere: &[],
        sources: &sources,
    };
    files.files(pieces.collect())
}

/// An expression of type `Document`, outside of the module.
pub(super) fn document(named: &NamedModel, schema: SchemaId) -> String {
    let Some(document) = named.model.xml.documents.get(&schema) else {
        return String::from("Document::new(\"root\", &Shape::ANY)");
    };
    let shape = &named.xml[document.shape];
    let root = string(&document.root.local);
    let base = match &document.member {
        None => format!("Document::new({root}, &xml::{shape})"),
        Some(member) => {
            format!(
                "Document::of_member({}, {root}, &xml::{shape})",
                string(member)
            )
        }
    };
    let within = within(&document.root);
    let any_root = if document.any_root {
        ".of_any_root()"
    } else {
        ""
    };
    base + &within + any_root
}

/// An expression of type `Shape`.
fn shape(named: &NamedModel, shape: &XmlShape) -> String {
    let (base, usual) = if !shape.members.is_empty() {
        let members = shape
            .members
            .iter()
            .map(|member| self::member(named, member));
        (format!("Shape::object({})", list(members)), Type::Object)
    } else if let Some((name, item)) = &shape.items {
        let mut base = format!(
            "Shape::list({}, {})",
            string(&name.local),
            reference(named, item)
        );
        base.push_str(&in_namespace("items_within", name));
        let first_items = shape.first_items.iter().map(|(name, item)| {
            let (local, within) = (string(&name.local), within(name));
            format!("(Name::of({local}){within}, {})", reference(named, item))
        });
        if !shape.first_items.is_empty() {
            let _ = write!(base, ".beginning({})", list(first_items));
        }
        (base, Type::Array)
    } else if shape.types.and_then(TypeSet::single) == Some(Type::Object) {
        (String::from("Shape::object(&[])"), Type::Object)
    } else {
        let base = types(shape.types);
        return match &shape.rest {
            None => base,
            Some(rest) => format!("{base}.with_rest({})", reference(named, rest)),
        };
    };
    let rest = shape.rest.as_ref();
    let rest = rest.map(|rest| format!(".with_rest({})", reference(named, rest)));
    let several = shape.types.filter(|types| types.single() != Some(usual));
    let several = several.map(|types| format!(".with_types({})", type_set(types)));
    base + &rest.unwrap_or_default() + &several.unwrap_or_default()
}

/// `&ORDER` or `&Shape::STRING`.
fn reference(named: &NamedModel, shape: &XmlRef) -> String {
    match shape {
        XmlRef::Own(index) => format!("&{}", named.xml[*index]),
        XmlRef::Types(set) => format!("&{}", types(*set)),
    }
}

fn types(types: Option<TypeSet>) -> String {
    let Some(types) = types else {
        return String::from("Shape::ANY");
    };
    match types.single() {
        Some(Type::String) => String::from("Shape::STRING"),
        Some(Type::Integer) => String::from("Shape::INTEGER"),
        Some(Type::Number) => String::from("Shape::NUMBER"),
        Some(Type::Boolean) => String::from("Shape::BOOLEAN"),
        Some(Type::Null | Type::Array | Type::Object) | None => {
            format!("Shape::of({})", type_set(types))
        }
    }
}

fn member(named: &NamedModel, member: &XmlMember) -> String {
    let shape = reference(named, &member.shape);
    let node = match member.node {
        XmlNode::Element => "element",
        XmlNode::Items => "items",
        XmlNode::Places => "places",
        XmlNode::Attribute => "attribute",
        XmlNode::Text => "text",
        XmlNode::Cdata => "cdata",
        XmlNode::None => "none",
    };
    let mut text = format!("Member::{node}({}, {shape})", string(&member.key));
    let name = &member.name.local;
    if *name != member.key && !name.is_empty() {
        let _ = write!(text, ".called({})", string(name));
    }
    text.push_str(&within(&member.name));
    // Of an element that is there or not it says nothing.
    let counts = member.required && member.node != XmlNode::Element;
    if counts {
        text.push_str(".required()");
    }
    text
}

fn within(name: &XmlName) -> String {
    in_namespace("within", name)
}

/// A call of this method; nothing without a namespace.
fn in_namespace(method: &str, name: &XmlName) -> String {
    let (prefix, namespace) = (&name.prefix, &name.namespace);
    if prefix.is_empty() && namespace.is_empty() {
        return String::new();
    }
    format!(".{method}({}, {})", string(prefix), string(namespace))
}
