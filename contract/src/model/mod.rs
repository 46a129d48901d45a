//! The contract: what the documents mean, resolved and version-free. One file per object of the standard.

mod expression;
mod header;
mod info;
mod link;
mod media_type;
mod operation;
mod parameter;
mod path;
mod request_body;
mod response;
mod security;
mod server;
mod webhook;

pub(crate) use expression::is_token;
pub use expression::{MessagePart, RuntimeExpression};
pub use header::Header;
pub use info::{Info, Tag};
pub use link::{Link, LinkTarget, LinkValue};
pub use media_type::{Encoding, Example, MediaType};
pub use operation::{Method, Operation};
pub use parameter::{Parameter, ParameterLocation, ParameterShape, Style};
pub use path::{PathPart, PathTemplate};
pub use request_body::RequestBody;
pub use response::{Response, StatusPattern};
pub use security::{
    ApiKeyLocation, OAuthFlow, OAuthFlowKind, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind, SecurityUse,
};
pub use server::{Server, ServerVariable};
pub use webhook::{Callback, Webhook};

use indexmap::IndexMap;

use crate::schema::{Schema, SchemaId, Schemas};
use crate::source::SourceMap;
use crate::syntax::Node;

/// A resolved contract. Everything in it is in the authors' order.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The texts that took part; every span in the contract points into one of them.
    pub sources: SourceMap,
    /// Title, version, description.
    pub info: Info,
    /// Servers at the top level; never empty (`/` when none is written, OAS 3.1.1 OpenAPI Object).
    pub servers: Vec<Server>,
    /// All operations under `paths`, in order of path and then method as written.
    pub operations: Vec<Operation>,
    /// OpenAPI 3.1 `webhooks` (and `x-webhooks`).
    pub webhooks: Vec<Webhook>,
    /// Declared tags; operations may use undeclared ones.
    pub tags: Vec<Tag>,
    /// `components/securitySchemes` by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// Named schemas (`components/schemas`) in writing order.
    pub component_schemas: IndexMap<String, SchemaId>,
    /// The schema that the whole document is, where it is a JSON Schema and no OpenAPI document.
    pub root_schema: Option<SchemaId>,
    /// Every schema that is reachable from the above.
    pub schemas: Schemas,
    /// Top-level `x-*` keys.
    pub extensions: IndexMap<String, Node>,
    /// SHA-256 over the texts of all sources in reading order, lower-case hex.
    pub hash: String,
}

impl Contract {
    /// The schema behind an id of this contract.
    ///
    /// # Panics
    /// When the id belongs to another contract.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.index()]
    }

    /// All schema ids in arena order.
    pub fn schema_ids(&self) -> impl Iterator<Item = SchemaId> {
        (0..u32::try_from(self.schemas.len()).unwrap_or(u32::MAX)).map(SchemaId)
    }

    /// The operation with this `operationId`.
    pub fn operation(&self, operation_id: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .find(|operation| operation.operation_id.as_deref() == Some(operation_id))
    }
}
