//! Operations in words of OpenAPI 3.0, everything inline but schemas.

use serde_json::{Map, Value, json};

use super::outgoing::{Writer, json_map, server_json};
use crate::model::{
    Encoding, Example, Header, MediaType, Operation, Parameter, ParameterShape, RequestBody,
    Response,
};

/// The fields of an object in the making.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    fn put_some(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn flag(&mut self, key: &str, value: bool) {
        self.put_some(key, value.then_some(true));
    }

    fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

impl Writer<'_> {
    /// An Operation Object.
    pub(super) fn operation(&mut self, operation: &Operation) -> Value {
        let mut object = Object::default();
        if !operation.tags.is_empty() {
            object.put("tags", json!(operation.tags));
        }
        object.put_some("summary", operation.summary.as_deref());
        object.put_some("description", operation.description.as_deref());
        object.put_some("operationId", operation.operation_id.as_deref());
        object.flag("deprecated", operation.deprecated);
        let parameters = operation.parameters.iter();
        let parameters: Vec<Value> = parameters.map(|one| self.parameter(one)).collect();
        if !parameters.is_empty() {
            object.put("parameters", parameters);
        }
        let body = operation.request_body.as_ref();
        object.put_some("requestBody", body.map(|body| self.request_body(body)));
        let responses = operation.responses.iter();
        let responses = responses.map(|one| (one.status.to_string(), self.response(one)));
        object.put("responses", Value::Object(responses.collect()));
        object.put("security", security(operation));
        if operation.servers != self.contract.servers {
            let servers = operation.servers.iter().map(server_json);
            object.put("servers", servers.collect::<Vec<_>>());
        }
        if !operation.callbacks.is_empty() {
            object.put("callbacks", self.callbacks(operation));
        }
        object.0.extend(json_map(&operation.extensions));
        object.into_value()
    }

    fn callbacks(&mut self, operation: &Operation) -> Value {
        let mut callbacks = Map::new();
        for (name, callback) in &operation.callbacks {
            let mut expressions = Map::new();
            for (expression, operations) in &callback.expressions {
                expressions.insert(expression.clone(), self.path_item(operations));
            }
            callbacks.insert(name.clone(), Value::Object(expressions));
        }
        Value::Object(callbacks)
    }

    fn parameter(&mut self, parameter: &Parameter) -> Value {
        let mut object = Object::default();
        object.put("name", parameter.name.as_str());
        object.put("in", parameter.location.name());
        object.put_some("description", parameter.description.as_deref());
        object.flag("required", parameter.required);
        object.flag("deprecated", parameter.deprecated);
        object.flag("allowEmptyValue", parameter.allow_empty_value);
        self.shape(&parameter.shape, &mut object);
        examples(&parameter.examples, &mut object);
        object.0.extend(json_map(&parameter.extensions));
        object.into_value()
    }

    fn header(&mut self, header: &Header) -> Value {
        let mut object = Object::default();
        object.put_some("description", header.description.as_deref());
        object.flag("required", header.required);
        object.flag("deprecated", header.deprecated);
        self.shape(&header.shape, &mut object);
        object.into_value()
    }

    fn shape(&mut self, shape: &ParameterShape, object: &mut Object) {
        match shape {
            ParameterShape::Schema {
                schema,
                style,
                explode,
                allow_reserved,
            } => {
                object.put("style", style.name());
                object.put("explode", *explode);
                object.flag("allowReserved", *allow_reserved);
                object.put("schema", self.schema(*schema));
            }
            ParameterShape::Content(media_type) => {
                let content = std::slice::from_ref(&**media_type);
                object.put("content", self.content(content));
            }
        }
    }

    fn request_body(&mut self, body: &RequestBody) -> Value {
        let mut object = Object::default();
        object.put_some("description", body.description.as_deref());
        object.flag("required", body.required);
        object.put("content", self.content(&body.content));
        object.into_value()
    }

    fn response(&mut self, response: &Response) -> Value {
        let mut object = Object::default();
        object.put("description", response.description.as_str());
        if !response.headers.is_empty() {
            object.put("headers", self.headers(&response.headers));
        }
        if !response.content.is_empty() {
            object.put("content", self.content(&response.content));
        }
        if !response.links.is_empty() {
            let links = response.links.iter();
            let links = links.map(|(name, link)| (name.clone(), link.written.to_json()));
            object.put("links", Value::Object(links.collect()));
        }
        object.into_value()
    }

    fn headers(&mut self, headers: &[Header]) -> Value {
        let headers = headers.iter();
        let headers = headers.map(|header| (header.name.clone(), self.header(header)));
        Value::Object(headers.collect())
    }

    fn content(&mut self, content: &[MediaType]) -> Value {
        let mut media_types = Map::new();
        for media_type in content {
            let mut object = Object::default();
            object.put_some("schema", media_type.schema.map(|id| self.schema(id)));
            examples(&media_type.examples, &mut object);
            if !media_type.encoding.is_empty() {
                let encodings = media_type.encoding.iter();
                let encodings = encodings.map(|(name, one)| (name.clone(), self.encoding(one)));
                object.put("encoding", Value::Object(encodings.collect()));
            }
            self.lost_positions(media_type);
            media_types.insert(media_type.name.clone(), object.into_value());
        }
        Value::Object(media_types)
    }

    /// What describes items and parts by position has no words in 3.0.
    fn lost_positions(&mut self, media_type: &MediaType) {
        if media_type.item_schema.is_some() {
            self.lost("itemSchema", media_type.span);
        }
        if !media_type.prefix_encoding.is_empty() {
            self.lost("prefixEncoding", media_type.span);
        }
        if media_type.item_encoding.is_some() {
            self.lost("itemEncoding", media_type.span);
        }
    }

    fn encoding(&mut self, encoding: &Encoding) -> Value {
        let mut object = Object::default();
        object.put_some("contentType", encoding.content_type.as_deref());
        object.put_some("style", encoding.style.map(crate::model::Style::name));
        object.put_some("explode", encoding.explode);
        object.flag("allowReserved", encoding.allow_reserved);
        if !encoding.headers.is_empty() {
            object.put("headers", self.headers(&encoding.headers));
        }
        object.into_value()
    }
}

/// Always written out: what an operation inherited is its own in the typed document.
fn security(operation: &Operation) -> Value {
    let alternatives = operation.security.iter().map(|requirement| {
        let uses = requirement.schemes.iter();
        let uses = uses.map(|used| (used.scheme.clone(), json!(used.scopes)));
        Value::Object(uses.collect())
    });
    alternatives.collect()
}

/// `example` and `examples` exclude each other in 3.0; the named ones win.
fn examples(examples: &[Example], object: &mut Object) {
    let mut named = Map::new();
    for example in examples {
        let value = example.value.as_ref().map(crate::syntax::Node::to_json);
        let (Some(name), Some(value)) = (&example.name, value.clone()) else {
            object.put_some("example", value);
            continue;
        };
        let mut written = json!({ "value": value });
        if let Some(summary) = &example.summary {
            written["summary"] = json!(summary);
        }
        named.insert(name.clone(), written);
    }
    if !named.is_empty() {
        object.0.remove("example");
        object.put("examples", named);
    }
}
