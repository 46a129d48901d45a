//! The types of all named schemas of the fixtures, so that one law can be held against each of them.

use countersign_core::json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Which messages carry the values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    /// Those from client to server.
    Request,
    /// Those from server to client.
    Response,
}

/// One type of one named schema.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The contract's path, from this crate.
    pub fixture: &'static str,
    /// The schema's name.
    pub schema: &'static str,
    /// Which of its values the type is for.
    pub projection: Projection,
    /// Decodes a JSON text as the type and encodes it again.
    pub there_and_back: fn(&[u8]) -> Result<Value, String>,
}

/// Every type of every named schema of every fixture.
#[expect(deprecated, reason = "the law holds for what is deprecated too")]
pub const ALL: &[Entry] = include!(concat!(env!("OUT_DIR"), "/entries.rs"));

fn there_and_back<T: Serialize + DeserializeOwned>(text: &[u8]) -> Result<Value, String> {
    let value: T = json::decode(text).map_err(|error| error.to_string())?;
    let text = json::encode(&value).map_err(|error| error.to_string())?;
    json::decode(&text).map_err(|error| error.to_string())
}
