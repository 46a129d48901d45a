//! `xml.rs`: static tables of what bodies look like as XML documents.

use countersign_contract::schema::{SchemaId, Type, TypeSet};
use proc_macro2::TokenStream;
use quote::quote;

use super::files::{Exposure, Group, Piece};
use super::imports::{Source, identifier};
use super::runtime_path;
use super::schemas::type_set;
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
    let idle = (features != Features::Few)
        .then(|| quote!(#[allow(dead_code, reason = "operations that read it may be left out")]));
    let pieces = shapes.map(|(shape, name)| {
        let ident = identifier(name);
        let shape = self::shape(named, shape);
        Piece::new(
            vec![quote!(#idle pub static #ident: Shape = #shape;)],
            vec![name.clone()],
        )
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
pub(super) fn document(named: &NamedModel, schema: SchemaId) -> TokenStream {
    let Some(document) = named.model.xml.documents.get(&schema) else {
        return quote!(Document::new("root", &Shape::ANY));
    };
    let shape = identifier(&named.xml[document.shape]);
    let root = &document.root.local;
    let base = match &document.member {
        None => quote!(Document::new(#root, &xml::#shape)),
        Some(member) => quote!(Document::of_member(#member, #root, &xml::#shape)),
    };
    let within = within(&document.root);
    let any_root = document.any_root.then(|| quote!(.of_any_root()));
    quote!(#base #within #any_root)
}

/// An expression of type `Shape`.
fn shape(named: &NamedModel, shape: &XmlShape) -> TokenStream {
    let (base, usual) = if !shape.members.is_empty() {
        let members = shape
            .members
            .iter()
            .map(|member| self::member(named, member));
        (quote!(Shape::object(&[#(#members),*])), Type::Object)
    } else if let Some((name, item)) = &shape.items {
        let local = &name.local;
        let item = reference(named, item);
        let within = self::within(name);
        let within = (!within.is_empty()).then(|| {
            let (prefix, namespace) = (&name.prefix, &name.namespace);
            quote!(.items_within(#prefix, #namespace))
        });
        let first_items = shape.first_items.iter().map(|(name, item)| {
            let (local, item) = (&name.local, reference(named, item));
            let within = self::within(name);
            quote!((Name::of(#local) #within, #item))
        });
        let beginning =
            (!shape.first_items.is_empty()).then(|| quote!(.beginning(&[#(#first_items),*])));
        (
            quote!(Shape::list(#local, #item) #within #beginning),
            Type::Array,
        )
    } else if shape.types.and_then(TypeSet::single) == Some(Type::Object) {
        (quote!(Shape::object(&[])), Type::Object)
    } else {
        let base = types(shape.types);
        return match &shape.rest {
            None => base,
            Some(rest) => {
                let rest = reference(named, rest);
                quote!(#base.with_rest(#rest))
            }
        };
    };
    let rest = shape.rest.as_ref().map(|rest| {
        let rest = reference(named, rest);
        quote!(.with_rest(#rest))
    });
    let several = shape.types.filter(|types| types.single() != Some(usual));
    let several = several.map(|types| {
        let types = type_set(types);
        quote!(.with_types(#types))
    });
    quote!(#base #rest #several)
}

/// `&ORDER` or `&Shape::STRING`.
fn reference(named: &NamedModel, shape: &XmlRef) -> TokenStream {
    match shape {
        XmlRef::Own(index) => {
            let name = identifier(&named.xml[*index]);
            quote!(&#name)
        }
        XmlRef::Types(set) => {
            let types = types(*set);
            quote!(&#types)
        }
    }
}

fn types(types: Option<TypeSet>) -> TokenStream {
    let Some(types) = types else {
        return quote!(Shape::ANY);
    };
    match types.single() {
        Some(Type::String) => quote!(Shape::STRING),
        Some(Type::Integer) => quote!(Shape::INTEGER),
        Some(Type::Number) => quote!(Shape::NUMBER),
        Some(Type::Boolean) => quote!(Shape::BOOLEAN),
        Some(Type::Null | Type::Array | Type::Object) | None => {
            let types = type_set(types);
            quote!(Shape::of(#types))
        }
    }
}

fn member(named: &NamedModel, member: &XmlMember) -> TokenStream {
    let key = &member.key;
    let shape = reference(named, &member.shape);
    let base = match member.node {
        XmlNode::Element => quote!(Member::element(#key, #shape)),
        XmlNode::Items => quote!(Member::items(#key, #shape)),
        XmlNode::Attribute => quote!(Member::attribute(#key, #shape)),
        XmlNode::Text => quote!(Member::text(#key, #shape)),
        XmlNode::Cdata => quote!(Member::cdata(#key, #shape)),
        XmlNode::None => quote!(Member::none(#key, #shape)),
    };
    let name = &member.name.local;
    let called = (name != key && !name.is_empty()).then(|| quote!(.called(#name)));
    let within = within(&member.name);
    // Of an element that is there or not it says nothing.
    let counts = member.required && member.node != XmlNode::Element;
    let required = counts.then(|| quote!(.required()));
    quote!(#base #called #within #required)
}

fn within(name: &XmlName) -> TokenStream {
    let (prefix, namespace) = (&name.prefix, &name.namespace);
    if prefix.is_empty() && namespace.is_empty() {
        return quote!();
    }
    quote!(.within(#prefix, #namespace))
}
