//! What Rust shape the contract gets: plain data between `lower` and `emit`. It knows neither names nor tokens.

mod body;
mod content;
mod enumeration;
mod event;
mod link;
mod need;
mod object;
mod operation;
mod response;
mod sequence;
mod server;
mod tuple;
mod types;
mod union;
mod validation;
mod xml;

pub(crate) use body::{
    BodyModel, ContentModel, FormEncoding, Framing, PartModel, PartsModel, Payload,
};
pub(crate) use content::{Arm, ContentsModel, Shape, arms};
pub(crate) use enumeration::{
    EnumMember, EnumModel, IntegerEnumModel, IntegerMember, Openness, ValueEnumModel, ValueMember,
};
pub(crate) use event::{EventModel, EventsModel};
pub(crate) use link::LinkModel;
pub(crate) use need::{Need, Needer, Needs};
pub(crate) use object::{Constant, FieldModel, Presence, StructModel};
pub(crate) use operation::{GroupModel, OperationModel, ParameterModel, Spelling};
pub(crate) use response::{HeaderModel, HeaderSpelling, Outcome, ResponseModel};
pub(crate) use sequence::{EventShape, NextPageModel, PageSource, PagesModel, StreamModel};
pub(crate) use server::{ServerModel, UrlPiece, VariableModel};
pub(crate) use tuple::{TupleItem, TupleModel};
pub(crate) use types::{
    Docs, IntegerWidth, Origin, Scalar, TypeId, TypeKind, TypeModel, TypeRef, Usage, View, Word,
};
pub(crate) use union::{ArmTest, JsonType, Literal, UnionArm, UnionModel, UnionTag};
pub(crate) use validation::ValidationModel;
pub(crate) use xml::{XmlDocument, XmlMember, XmlModel, XmlName, XmlNode, XmlRef, XmlShape};

use countersign_contract::SourceSpan;
use countersign_contract::model::Method;

/// Everything that will be generated, in contract order.
#[derive(Clone, Debug, Default)]
pub(crate) struct ApiModel {
    /// Types; a [`TypeId`] is an index into this.
    pub(crate) types: Vec<TypeModel>,
    /// The ids of all types in the order in which they are written in the contract.
    pub(crate) type_order: Vec<TypeId>,
    /// How many types the largest group has in which each leads to every other.
    pub(crate) largest_cycle: usize,
    /// What a filter leaves out, whose names nothing else takes.
    pub(crate) left_out: LeftOut,
    /// Operations in contract order.
    pub(crate) operations: Vec<OperationModel>,
    /// The tags that operations are grouped by, in order of first use.
    pub(crate) groups: Vec<GroupModel>,
    /// Servers to choose from; none where there is no choice.
    pub(crate) servers: Vec<ServerModel>,
    /// Validation tables that stand on their own; empty where no server is generated.
    pub(crate) validation: ValidationModel,
    /// What bodies look like as XML.
    pub(crate) xml: XmlModel,
    /// Webhooks and callbacks.
    pub(crate) events: EventsModel,
}

/// What a filter leaves out and would have had a name: so that leaving out renames nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut {
    /// Named schemas, and where they are written.
    pub(crate) schemas: Vec<(SourceSpan, String)>,
    /// Operations of the API.
    pub(crate) operations: LeftOutOperations,
    /// Webhooks and callbacks.
    pub(crate) events: LeftOutOperations,
}

/// Operations that are left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOutOperations {
    /// Each with how many that are kept stand before it.
    pub(crate) operations: Vec<(usize, LeftOutOperation)>,
    /// The tags of groups of which nothing is kept; `None` for operations without a tag.
    pub(crate) tags: Vec<Option<String>>,
}

/// An operation that is left out.
#[derive(Clone, Debug)]
pub(crate) struct LeftOutOperation {
    /// What it is called after.
    pub(crate) called_after: String,
    /// The name of its webhook or callback, which its path is made of; empty in an API.
    pub(crate) event: String,
    /// Its method.
    pub(crate) method: Method,
}

impl ApiModel {
    /// The type behind an id.
    pub(crate) fn type_model(&self, id: TypeId) -> &TypeModel {
        &self.types[id.index()]
    }
}
