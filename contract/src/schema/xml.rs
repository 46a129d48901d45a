//! How is a value spelled as XML? (OAS 3.2.0 XML Object; `attribute` and `wrapped` of earlier versions mean the same)

use crate::syntax::Node;

/// `xml` of a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Xml {
    /// `name`: of the element or attribute, in place of the inferred one.
    pub name: Option<String>,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `prefix`.
    pub prefix: Option<String>,
    /// `nodeType`; `attribute: true` is [`XmlNodeType::Attribute`], `wrapped: true` is [`XmlNodeType::Element`].
    pub node_type: Option<XmlNodeType>,
    /// The whole object as written.
    pub written: Node,
}

/// `nodeType`: which node of a document a schema stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlNodeType {
    /// `element`: of an array, the one around its items.
    Element,
    /// `attribute`
    Attribute,
    /// `text`: what stands between the tags of the element around it.
    Text,
    /// `cdata`: the same as a CDATA section.
    Cdata,
    /// `none`: no node of its own; what is inside stands in the element around it.
    None,
}

impl XmlNodeType {
    /// The node type of this name.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "element" => Some(Self::Element),
            "attribute" => Some(Self::Attribute),
            "text" => Some(Self::Text),
            "cdata" => Some(Self::Cdata),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}
