//! Operations as text: what goes in, what comes out, who may call, and the policy with its source.

use super::schema::Schemas;
use super::{Lines, policy};
use crate::model::{
    Header, Link, LinkTarget, LinkValue, MediaType, Operation, Parameter, ParameterShape,
    RequestBody, SecurityRequirement,
};
use crate::schema::visit::encodings;

pub(super) fn write(
    operation: &Operation,
    depth: usize,
    schemas: &mut Schemas<'_>,
    out: &mut Lines,
) {
    let id = operation.operation_id.iter().map(|id| format!(" {id}"));
    let tags = operation.tags.iter().map(|tag| format!(" #{tag}"));
    let words: String = id.chain(tags).collect();
    let presence = presence(false, operation.deprecated);
    let (method, path) = (&operation.method, &operation.path);
    out.line(
        depth,
        &format!("operation {method} {path}{words}{presence}"),
    );
    let inner = depth + 1;
    for parameter in &operation.parameters {
        write_parameter(parameter, inner, schemas, out);
    }
    if let Some(body) = &operation.request_body {
        write_body(body, inner, schemas, out);
    }
    for response in &operation.responses {
        out.line(inner, &format!("response {}", response.status));
        for header in &response.headers {
            write_header(header, inner + 1, schemas, out);
        }
        for media_type in &response.content {
            write_media_type(media_type, inner + 1, schemas, out);
        }
        for (name, link) in &response.links {
            out.line(inner + 1, &link_line(name, link));
        }
    }
    out.line(inner, &security(&operation.security));
    policy::write(&operation.policy, inner, out);
    for (name, callback) in &operation.callbacks {
        for (expression, operations) in &callback.expressions {
            out.line(inner, &format!("callback {name} {expression}"));
            for operation in operations {
                write(operation, inner + 1, schemas, out);
            }
        }
    }
}

fn presence(required: bool, deprecated: bool) -> &'static str {
    match (required, deprecated) {
        (true, false) => " required",
        (true, true) => " required deprecated",
        (false, true) => " deprecated",
        (false, false) => "",
    }
}

fn write_parameter(
    parameter: &Parameter,
    depth: usize,
    schemas: &mut Schemas<'_>,
    out: &mut Lines,
) {
    let line = format!(
        "{} {}{}",
        parameter.location.name(),
        parameter.name,
        presence(parameter.required, parameter.deprecated)
    );
    write_shape(&line, &parameter.shape, depth, schemas, out);
}

fn write_header(header: &Header, depth: usize, schemas: &mut Schemas<'_>, out: &mut Lines) {
    let presence = presence(header.required, header.deprecated);
    let line = format!("header {}{presence}", header.name);
    write_shape(&line, &header.shape, depth, schemas, out);
}

fn write_shape(
    line: &str,
    shape: &ParameterShape,
    depth: usize,
    schemas: &mut Schemas<'_>,
    out: &mut Lines,
) {
    match shape {
        ParameterShape::Schema {
            schema,
            style,
            explode,
            allow_reserved,
        } => {
            let explode = if *explode { " explode" } else { "" };
            let reserved = if *allow_reserved { " reserved" } else { "" };
            let line = format!("{line} {}{explode}{reserved}", style.name());
            schemas.write(&line, *schema, depth, out);
        }
        ParameterShape::Content(media_type) => {
            out.line(depth, line);
            write_media_type(media_type, depth + 1, schemas, out);
        }
    }
}

fn write_body(body: &RequestBody, depth: usize, schemas: &mut Schemas<'_>, out: &mut Lines) {
    out.line(depth, &format!("body{}", presence(body.required, false)));
    for media_type in &body.content {
        write_media_type(media_type, depth + 1, schemas, out);
    }
}

fn write_media_type(
    media_type: &MediaType,
    depth: usize,
    schemas: &mut Schemas<'_>,
    out: &mut Lines,
) {
    match media_type.schema {
        Some(schema) => schemas.write(&media_type.name, schema, depth, out),
        None if media_type.item_schema.is_some() => out.line(depth, &media_type.name),
        None => out.line(depth, &format!("{}: any", media_type.name)),
    }
    if let Some(items) = media_type.item_schema {
        schemas.write("each item", items, depth + 1, out);
    }
    for (part, encoding) in encodings(media_type) {
        let mut line = format!("encoding {part}");
        if let Some(content_type) = &encoding.content_type {
            line = format!("{line} {content_type}");
        }
        if let Some(style) = encoding.style {
            line = format!("{line} {}", style.name());
        }
        out.line(depth + 1, &line);
        for header in &encoding.headers {
            write_header(header, depth + 2, schemas, out);
        }
    }
}

fn link_line(name: &str, link: &Link) -> String {
    let target = link.target.as_ref().map_or("nowhere", LinkTarget::as_str);
    let mut text = format!("link {name} to {target}");
    let body = link.request_body.iter().map(|value| ("body", value));
    let parameters = link.parameters.iter();
    let parameters = parameters.map(|(name, value)| (name.as_str(), value));
    for (name, value) in parameters.chain(body) {
        let value = match value {
            LinkValue::Expression(expression) => expression.to_string(),
            LinkValue::Constant(constant) => constant.to_json().to_string(),
        };
        text = format!("{text} {name}={value}");
    }
    text
}

fn security(requirements: &[SecurityRequirement]) -> String {
    if requirements.is_empty() {
        return "open".to_owned();
    }
    let alternatives = requirements.iter().map(|requirement| {
        let uses = requirement.schemes.iter().map(|used| {
            let scopes = used.scopes.join(", ");
            if scopes.is_empty() {
                used.scheme.clone()
            } else {
                format!("{}[{scopes}]", used.scheme)
            }
        });
        let all = uses.collect::<Vec<_>>().join(" and ");
        if all.is_empty() {
            "anonymous".to_owned()
        } else {
            all
        }
    });
    format!("needs {}", alternatives.collect::<Vec<_>>().join(" or "))
}
