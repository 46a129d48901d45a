//! What things are called: the only room where an identifier is invented.
//!
//! Names are claimed in contract order, named schemas before schemas written in place, and of these the ones in operations
//! last. Whoever comes first keeps the plain name, so adding something at the end of a contract renames nothing that was
//! there before.

mod case;
mod keyword;
mod operation;
mod part;
mod reserved;
mod scope;
mod server;
mod status;
mod types;

pub(crate) use case::{Case, identifier};
pub(crate) use operation::{GroupNames, OperationNames, ParameterNames, ResponseNames};
pub(crate) use part::{accessors, modules as part_modules, pieces};
pub(crate) use scope::Scope;
pub(crate) use server::{ServerNames, VariableNames};
pub(crate) use status::status_word;
pub(crate) use types::TypeNames;

use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

use crate::model::{ApiModel, EventsModel, TypeId};

/// The model and what everything in it is called.
#[derive(Clone, Debug)]
pub(crate) struct NamedModel {
    /// The shapes.
    pub(crate) model: ApiModel,
    /// By [`TypeId`].
    pub(crate) types: Vec<TypeNames>,
    /// By index of the operation.
    pub(crate) operations: Vec<OperationNames>,
    /// By index of the group.
    pub(crate) groups: Vec<GroupNames>,
    /// By index of the server.
    pub(crate) servers: Vec<ServerNames>,
    /// Validation tables that stand on their own.
    pub(crate) tables: IndexMap<SchemaId, String>,
    /// XML shapes, by index.
    pub(crate) xml: Vec<String>,
    /// What webhooks and callbacks are called.
    pub(crate) events: EventNames,
}

/// Names in the modules of webhooks and callbacks.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventNames {
    operations: Vec<OperationNames>,
    groups: Vec<GroupNames>,
    tables: IndexMap<SchemaId, String>,
    xml: Vec<String>,
}

impl NamedModel {
    /// The names of an operation, or of a webhook or callback: those are counted after them.
    pub(crate) fn operation_names(&self, index: usize) -> Option<&OperationNames> {
        let events = self.events.operations.iter();
        self.operations.iter().chain(events).nth(index)
    }

    /// The same types with webhooks and callbacks for operations.
    pub(crate) fn into_events(self) -> Self {
        let Self {
            model,
            types,
            events,
            ..
        } = self;
        Self {
            model: ApiModel {
                operations: model.events.operations,
                groups: model.events.groups,
                validation: model.events.validation,
                xml: model.events.xml,
                events: EventsModel::default(),
                // They live where their receivers do.
                servers: Vec::new(),
                types: model.types,
                type_order: model.type_order,
                largest_cycle: model.largest_cycle,
                left_out: model.left_out,
            },
            types,
            operations: events.operations,
            groups: events.groups,
            servers: Vec::new(),
            tables: events.tables,
            xml: events.xml,
            events: EventNames::default(),
        }
    }

    /// What a type is called.
    pub(crate) fn type_names(&self, id: TypeId) -> &TypeNames {
        &self.types[id.index()]
    }
}

/// Gives everything in the model its name.
pub(crate) fn assign(model: ApiModel) -> NamedModel {
    let left_out = &model.left_out.operations;
    let groups = operation::groups(&model.groups, &left_out.tags);
    let operations = operation::operations(&model.operations, &groups, &left_out.operations);
    let tables = operation::tables(&model.validation);
    let xml = operation::xml(&model.xml);
    let left_out = &model.left_out.events;
    let event_groups = operation::groups(&model.events.groups, &left_out.tags);
    let events = EventNames {
        operations: operation::operations(
            &model.events.operations,
            &event_groups,
            &left_out.operations,
        ),
        groups: event_groups,
        tables: operation::tables(&model.events.validation),
        xml: operation::xml(&model.events.xml),
    };
    let stems: Vec<&str> = operations
        .iter()
        .chain(&events.operations)
        .map(|names| names.pascal.as_str())
        .collect();
    let all = model.operations.iter().chain(&model.events.operations);
    let plain: Vec<String> = all
        .map(|operation| case::identifier(&[&operation.called_after], Case::Pascal))
        .collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    let types = types::types(&model, &stems, &plain);
    let servers = server::servers(&model.servers);
    NamedModel {
        model,
        types,
        operations,
        groups,
        servers,
        tables,
        xml,
        events,
    }
}
