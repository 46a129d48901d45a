//! How do bodies look as XML? Which node of a document each part of a value is, with every reference resolved.

use countersign_contract::schema::{SchemaId, TypeSet};
use indexmap::IndexMap;

/// Every document, and the shapes they are made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct XmlModel {
    /// By the schema of the body.
    pub(crate) documents: IndexMap<SchemaId, XmlDocument>,
    /// Shapes that stand on their own; an [`XmlRef::Own`] is an index into this.
    pub(crate) shapes: Vec<XmlShape>,
    /// What the shapes are named after.
    pub(crate) sources: Vec<String>,
}

/// How a whole value is spelled.
#[derive(Clone, Debug)]
pub(crate) struct XmlDocument {
    /// The root element.
    pub(crate) root: XmlName,
    /// What is in it: the index of a shape.
    pub(crate) shape: usize,
    /// The member that is the root element, where the object around it has no element of its own.
    pub(crate) member: Option<String>,
    /// Does the contract not say what the root element is called?
    pub(crate) any_root: bool,
}

/// The name of an element or attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct XmlName {
    /// Within its namespace.
    pub(crate) local: String,
    /// The prefix in documents of ours.
    pub(crate) prefix: String,
    /// Its namespace; empty where the contract names none.
    pub(crate) namespace: String,
}

/// What may stand in an element.
#[derive(Clone, Debug)]
pub(crate) struct XmlShape {
    /// The types a value may have; `None` for all.
    pub(crate) types: Option<TypeSet>,
    /// The members of an object.
    pub(crate) members: Vec<XmlMember>,
    /// The members that are not declared.
    pub(crate) rest: Option<XmlRef>,
    /// The items of a list, and what they are called; nothing when as the list.
    pub(crate) items: Option<(XmlName, XmlRef)>,
    /// The first items of a list that is described place by place.
    pub(crate) first_items: Vec<(XmlName, XmlRef)>,
}

/// A shape on its own, or one that is nothing but types.
#[derive(Clone, Debug)]
pub(crate) enum XmlRef {
    /// The index of a shape.
    Own(usize),
    /// These types; `None` for all.
    Types(Option<TypeSet>),
}

/// One member of an object.
#[derive(Clone, Debug)]
pub(crate) struct XmlMember {
    /// In the object.
    pub(crate) key: String,
    /// Of its node.
    pub(crate) name: XmlName,
    /// Of each item, where these have names of their own.
    pub(crate) item_names: Vec<XmlName>,
    /// Which node it is.
    pub(crate) node: XmlNode,
    /// What is in it.
    pub(crate) shape: XmlRef,
    /// Has every value it?
    pub(crate) required: bool,
}

impl XmlMember {
    /// What its nodes may be called.
    pub(crate) fn names(&self) -> &[XmlName] {
        if self.item_names.is_empty() {
            std::slice::from_ref(&self.name)
        } else {
            &self.item_names
        }
    }
}

/// Which node of a document a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlNode {
    /// An element.
    Element,
    /// One element per item of a list.
    Items,
    /// One element per item of a list that is described place by place.
    Places,
    /// An attribute.
    Attribute,
    /// Text.
    Text,
    /// A CDATA section.
    Cdata,
    /// None: its members stand where it would.
    None,
}
