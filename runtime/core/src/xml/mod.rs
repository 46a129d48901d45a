//! How is a value spelled as XML? (OAS 3.2.0 XML Object, XML 1.0, Namespaces in XML 1.0)
//!
//! Values are JSON values on both sides; a [`Document`] says which node each part of one is, and what a text means:
//!
//! ```
//! use countersign_core::content;
//! use countersign_core::operation::{Coding, MediaDescriptor};
//! use countersign_core::schema::Schema;
//! use countersign_core::xml::{Document, Member, Shape};
//!
//! static ORDER: Shape = Shape::object(&[
//!     Member::attribute("id", &Shape::INTEGER),
//!     Member::items("tags", &Shape::STRING).called("tag"),
//! ]);
//! static MEDIA: MediaDescriptor = MediaDescriptor::new(
//!     "application/xml",
//!     &Schema::ANY,
//!     Coding::Xml(&Document::new("order", &ORDER)),
//! );
//!
//! let order = serde_json::json!({ "id": 7, "tags": ["a", "b & c"] });
//! let text = content::encode(&MEDIA, &order).unwrap();
//! assert!(text.ends_with(b"<order id=\"7\"><tag>a</tag><tag>b &amp; c</tag></order>"));
//! assert_eq!(content::decode(&MEDIA, "application/xml", &text).unwrap(), order);
//! ```
//!
//! Nodes nobody declared are members like others, for the schema to judge. There are no document types, and so no entities
//! but the five of the standard; depth, attributes and namespaces are bounded. `null` is `xsi:nil`, or an attribute that is
//! not there. An empty list without an element around it leaves no trace, so it reads as absent unless it is required.

mod decode;
mod encode;
mod read;
mod table;
mod tokens;

use bytes::Bytes;
use serde_json::Value;

pub use table::{Document, Member, Name, Node, Shape};

use crate::content;
use crate::json::JsonError;
use crate::operation::Codec;

impl Codec for Document {
    fn encode(&self, value: &Value) -> Result<Bytes, JsonError> {
        encode::encode(self, value).map(Bytes::from)
    }

    fn decode(&self, content_type: &str, bytes: &[u8]) -> Result<Value, JsonError> {
        decode::decode(self, &content::text(content_type, bytes)?)
    }
}
