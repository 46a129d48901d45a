//! What operations, their groups, their arguments and the items made of them are called.

use std::borrow::Cow;
use std::collections::BTreeMap;

use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;

use super::keyword::PRELUDE;
use super::part::FeatureScope;
use super::reserved::{CALL_METHODS, CLIENT_METHODS, CLIENT_TYPES, MODULES, SERVER_TYPES};
use super::{Case, Scope, status_word};
use crate::model::{GroupModel, LeftOutOperation, OperationModel, ValidationModel, XmlModel};

/// What an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OperationNames {
    /// `create_order`: the method. Unique among all operations.
    pub(crate) method: String,
    /// `CreateOrder`: the stem of types written in place. Unique among all operations.
    pub(crate) pascal: String,
    /// `CREATE_ORDER`: its descriptor. Unique among all constants of operations.
    pub(crate) constant: String,
    /// Its parameters in the order of the model.
    pub(crate) parameters: Vec<ParameterNames>,
    /// `body`: the argument or field that holds the request body.
    pub(crate) body: String,
    /// `content_type`: the argument or field beside a body whose media type is open.
    pub(crate) content_type: String,
    /// `destination`: the argument that says where a webhook or callback goes.
    pub(crate) destination: String,
    /// `request`: the local variable that no argument is called.
    pub(crate) request: String,
    /// Its responses in the order of the model.
    pub(crate) responses: Vec<ResponseNames>,
    /// Headers by name on the wire in lower case, over all responses.
    pub(crate) headers: BTreeMap<String, String>,
    /// What the client side adds.
    pub(crate) client: ClientNames,
    /// What the server side adds.
    pub(crate) server: ServerNames,
}

/// What a parameter is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterNames {
    /// `note`: the argument, and the field of the server's request.
    pub(crate) field: String,
    /// `note`: the setter of an optional one.
    pub(crate) setter: String,
}

/// What a response is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResponseNames {
    /// `Created`: its variant.
    pub(crate) variant: String,
    /// `CREATE_ORDER_CREATED_MEDIA`: its media types, where it takes a table to tell them apart.
    pub(crate) media: String,
    /// `read_create_order_conflict`: what reads its body, where it takes a table to tell its media types apart.
    pub(crate) read: String,
    /// `CreatedStream`: its variant as a stream, where it may be something else too.
    pub(crate) stream: String,
}

/// Items of an operation in the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClientNames {
    /// `CreateOrder`: the call builder.
    pub(crate) call: String,
    /// `CreateOrderError`
    pub(crate) error: String,
    /// `CreateOrderOk`: where there are several successes.
    pub(crate) outcome: String,
    /// `CreateOrderHeaders`
    pub(crate) headers: String,
    /// `decode_create_order`
    pub(crate) decode: String,
}

/// Items of an operation in the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerNames {
    /// `CreateOrderRequest`
    pub(crate) request: String,
    /// `CreateOrderResponse`
    pub(crate) response: String,
    /// `CreateOrderValues`: the parts of its body that are no files; empty where there are none of these.
    pub(crate) values: String,
}

/// What a group of operations is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupNames {
    /// `orders`: its module.
    pub(crate) module: String,
    /// `Orders`: its server trait.
    pub(crate) pascal: String,
    /// `orders`: the cargo feature that it is behind, on request.
    pub(crate) feature: String,
}

/// Names of groups, in order. Where tags look alike, the first in the alphabet has the plain name: which operation uses its
/// tag first must not rename anything, nor must leaving out the groups of some tags.
pub(super) fn groups(groups: &[GroupModel], left_out: &[Option<String>]) -> Vec<GroupNames> {
    let mut modules = Scope::new(Case::Snake, MODULES);
    let mut traits = Scope::new(Case::Pascal, SERVER_TYPES).reserving(PRELUDE);
    let mut features = FeatureScope::default();
    let tags = groups.iter().map(|group| &group.tag).chain(left_out);
    let raw = |tag: &Option<String>| tag.clone().unwrap_or_else(|| "api".to_owned());
    let mut alphabetical: Vec<(usize, String)> = tags.map(raw).enumerate().collect();
    alphabetical.sort_by(|(_, left), (_, right)| left.cmp(right));
    let mut names: Vec<(usize, GroupNames)> = alphabetical
        .into_iter()
        .map(|(at, raw)| {
            let name = GroupNames {
                module: modules.claim(&in_ascii(&raw)),
                pascal: traits.claim(&raw),
                feature: features.claim(&in_ascii(&raw)),
            };
            (at, name)
        })
        .collect();
    names.sort_by_key(|(at, _)| *at);
    names.truncate(groups.len());
    names.into_iter().map(|(_, name)| name).collect()
}

/// A module is a file, and rustc finds only files with ASCII names (E0754).
fn in_ascii(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() {
        return Cow::Borrowed(raw);
    }
    let text = raw.replace(|c: char| !c.is_ascii(), " ");
    if text.contains(|c: char| c.is_ascii_alphanumeric()) {
        Cow::Owned(text)
    } else {
        Cow::Borrowed("group")
    }
}

/// Names of validation tables, in order.
pub(super) fn tables(model: &ValidationModel) -> IndexMap<SchemaId, String> {
    let mut scope = Scope::new(Case::Constant, &["PATTERN"]);
    let tables = model.tables.iter();
    tables
        .map(|(schema, source)| (*schema, scope.claim(source)))
        .collect()
}

/// Names of XML shapes, in order.
pub(super) fn xml(model: &XmlModel) -> Vec<String> {
    let mut scope = Scope::new(Case::Constant, &[]);
    let sources = model.sources.iter();
    sources.map(|source| scope.claim(source)).collect()
}

/// Names of operations, in order. Those that are left out take theirs all the same.
pub(super) fn operations(
    operations: &[OperationModel],
    groups: &[GroupNames],
    left_out: &[(usize, LeftOutOperation)],
) -> Vec<OperationNames> {
    let mut scopes = Scopes::new(groups);
    let mut left_out = left_out.iter().peekable();
    let names = operations.iter().enumerate().map(|(at, operation)| {
        while let Some((_, left)) = left_out.next_if(|(before, _)| *before <= at) {
            scopes.reserve(&left.called_after);
        }
        scopes.operation(operation)
    });
    names.collect()
}

/// The namespaces that operations share.
struct Scopes {
    methods: Scope,
    stems: Scope,
    constants: Scope,
    decoders: Scope,
    client_types: Scope,
    server_types: Scope,
}

impl Scopes {
    fn new(groups: &[GroupNames]) -> Self {
        let mut server_types = Scope::new(Case::Pascal, SERVER_TYPES).reserving(PRELUDE);
        for group in groups {
            server_types.claim(&group.pascal);
        }
        Self {
            methods: Scope::new(Case::Snake, CLIENT_METHODS),
            stems: Scope::new(Case::Pascal, &[]),
            constants: Scope::new(Case::Constant, &["SECURITY_SCHEMES"]),
            decoders: Scope::new(Case::Snake, &[]),
            client_types: Scope::new(Case::Pascal, CLIENT_TYPES).reserving(PRELUDE),
            server_types,
        }
    }

    /// Takes the names that an operation has besides those of its responses.
    fn reserve(&mut self, raw: &str) {
        self.constants.claim(raw);
        self.methods.claim(raw);
        self.stems.claim(raw);
        self.client_types.claim(raw);
        for word in ["error", "ok", "headers"] {
            self.client_types.claim_words(&[raw, word]);
        }
        self.decoders.claim_words(&["decode", raw]);
        for word in ["request", "response"] {
            self.server_types.claim_words(&[raw, word]);
        }
    }

    fn operation(&mut self, operation: &OperationModel) -> OperationNames {
        let raw = operation.called_after.clone();
        let constant = self.constants.claim(&raw);
        let mut fields = Scope::new(Case::Snake, &[]);
        let body = fields.claim("body");
        let content_type = match &operation.body {
            Some(body) if body.is_open() => fields.claim("content_type"),
            Some(_) => String::from("content_type"),
            None => {
                // Without a body its name is free.
                fields = Scope::new(Case::Snake, &[]);
                String::from("content_type")
            }
        };
        let parameters = parameters(operation, &mut fields);
        OperationNames {
            method: self.methods.claim(&raw),
            pascal: self.stems.claim(&raw),
            constant,
            parameters,
            body,
            content_type,
            destination: fields.claim("destination"),
            request: fields.claim("request"),
            responses: self.responses(operation, &raw),
            headers: headers(operation),
            client: ClientNames {
                call: self.client_types.claim(&raw),
                error: self.client_types.claim_words(&[&raw, "error"]),
                outcome: self.client_types.claim_words(&[&raw, "ok"]),
                headers: self.client_types.claim_words(&[&raw, "headers"]),
                decode: self.decoders.claim_words(&["decode", &raw]),
            },
            server: ServerNames {
                request: self.server_types.claim_words(&[&raw, "request"]),
                response: self.server_types.claim_words(&[&raw, "response"]),
                values: match &operation.body {
                    Some(body) if body.is_in_parts() => {
                        self.server_types.claim_words(&[&raw, "values"])
                    }
                    Some(_) | None => String::new(),
                },
            },
        }
    }

    fn responses(&mut self, operation: &OperationModel, raw: &str) -> Vec<ResponseNames> {
        // Statuses are unique, and so are their words; a variant is never in scope on its own, so `Ok` stays `Ok`.
        let responses = operation.responses.iter();
        responses
            .map(|response| {
                let variant = status_word(response.status);
                let (media, read) = if response.has_media() {
                    (
                        self.constants.claim_words(&[raw, &variant, "media"]),
                        self.decoders.claim_words(&["read", raw, &variant]),
                    )
                } else {
                    (String::new(), String::new())
                };
                let stream = format!("{variant}Stream");
                ResponseNames {
                    variant,
                    media,
                    read,
                    stream,
                }
            })
            .collect()
    }
}

fn parameters(operation: &OperationModel, fields: &mut Scope) -> Vec<ParameterNames> {
    let mut setters = Scope::new(Case::Snake, CALL_METHODS);
    if operation.body.as_ref().is_some_and(|body| !body.required) {
        setters.claim("body");
    }
    if operation.stream.is_some() {
        setters.claim("stream");
    }
    if operation.pages.is_some() {
        setters.claim("items");
        setters.claim("pages");
    }
    operation
        .parameters
        .iter()
        .map(|parameter| ParameterNames {
            field: fields.claim(&parameter.name),
            setter: if parameter.required {
                String::new()
            } else {
                setters.claim(&parameter.name)
            },
        })
        .collect()
}

fn headers(operation: &OperationModel) -> BTreeMap<String, String> {
    let mut scope = Scope::new(Case::Snake, &["body", "content_type", "status"]);
    let mut names = BTreeMap::new();
    let headers = operation
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    for header in headers {
        names
            .entry(header.name.to_ascii_lowercase())
            .or_insert_with(|| scope.claim(&header.name));
    }
    names
}
