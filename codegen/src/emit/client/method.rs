//! One operation as a method of the client, and the builder of a call with optional arguments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::link;
use super::success::success_type;
use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{
    Arm, BodyModel, Docs, OperationModel, ParameterModel, Payload, ResponseModel, Shape, TypeRef,
    arms,
};
use crate::name::{NamedModel, OperationNames, ParameterNames};

/// clippy's default limit of `too_many_arguments`, `self` included.
const MANY_ARGUMENTS: usize = 7;

/// `pub fn create_order(..)`, to stand in `impl Client`.
pub(super) fn method(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    decode: &TokenStream,
) -> TokenStream {
    let what = doc::code(&format!("{} {}", operation.method, operation.path));
    let mut more: Vec<String> = own_server(operation).into_iter().collect();
    more.extend(link::notes(api, operation));
    let docs = doc::operation_docs(operation.docs.clone(), &what, more);
    let (name, request) = (identifier(&names.method), identifier(&names.request));
    let constant = identifier(&names.constant);
    let mut arguments = Vec::new();
    let mut statements = Vec::new();
    if operation.event.is_some() {
        let destination = identifier(&names.destination);
        arguments.push(quote!(#destination: &Destination));
        statements.push(quote!(#request.to(#destination);));
    }
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let required = parameters.enumerate();
    for (position, (parameter, names)) in required.filter(|(_, (one, _))| one.required) {
        let (argument, statement) = set_parameter(api, parameter, &names.field, position, &request);
        arguments.push(argument);
        statements.push(statement);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let (argument, statement) = set_body(api, body, names, &request);
        arguments.push(argument);
        statements.push(statement);
    }
    let open_body = operation
        .body
        .as_ref()
        .is_some_and(|body| body.required && body.is_open());
    let count = 1 + arguments.len() + usize::from(open_body);
    let many = (count > MANY_ARGUMENTS).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the contract requires them all")]),
    );
    let call = quote!(Call::new(&self.runtime, #request, #decode));
    let (output, call) = if operation.has_builder() {
        let builder = identifier(&names.client.call);
        (quote!(#builder), quote!(#builder(#call)))
    } else {
        let (success, error) = (
            success_type(api, operation, names),
            identifier(&names.client.error),
        );
        (quote!(Call<#success, #error>), call)
    };
    let mutable = (!statements.is_empty()).then(|| quote!(mut));
    quote! {
        #docs
        #many
        pub fn #name(&self, #(#arguments),*) -> #output {
            let #mutable #request = Request::new(&operations::#constant);
            #(#statements)*
            #call
        }
    }
}

/// Where it goes that others do not.
fn own_server(operation: &OperationModel) -> Option<String> {
    let server = doc::code(operation.servers.first()?);
    Some(format!(
        "It is sent to {server}, a server of its own, unless the client is built with a URL for all operations."
    ))
}

/// The call builder; nothing when every argument is required.
pub(super) fn builder(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> Option<TokenStream> {
    if !operation.has_builder() {
        return None;
    }
    let (name, error) = (
        identifier(&names.client.call),
        identifier(&names.client.error),
    );
    let success = success_type(api, operation, names);
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let setters = parameters
        .enumerate()
        .filter(|(_, (parameter, _))| !parameter.required)
        .map(|(position, (parameter, names))| parameter_setter(api, parameter, position, names));
    let body = operation.body.as_ref().filter(|body| !body.required);
    let body = body.map(|body| {
        let setter = body_setter(api, body, names);
        quote!(impl #name { #setter })
    });
    let what = format!(
        " The call of [`Client::{}`]: optional arguments, then `.await`.",
        names.method
    );
    let item = operation
        .stream
        .as_ref()
        .map(|stream| value::owned(api, &stream.item));
    let (declare, output) = match &item {
        Some(item) if operation.is_nothing_but_a_stream() => {
            (identifier("declare_stream_call"), item)
        }
        Some(_) | None => (identifier("declare_call"), &success),
    };
    let stream = item
        .as_ref()
        .filter(|_| !operation.is_nothing_but_a_stream())
        .map(|item| quote!(forward_stream!(#name -> #item, #error);));
    let bytes_or_nothing =
        |response: &ResponseModel| response.contents.is_empty() || response.is_bytes();
    let bytes = operation.bytes();
    let download = (!bytes.is_empty()).then(|| {
        if operation.successes().all(bytes_or_nothing) {
            quote!(forward_download!(#name, #error);)
        } else {
            let accept = operation.accept_of_bytes();
            quote!(forward_download!(#name, #error, #accept);)
        }
    });
    let pages = operation.pages.as_ref().map(|pages| {
        let item = value::owned(api, &pages.item);
        quote!(forward_pages!(#name -> #success, #item, #error);)
    });
    Some(quote! {
        #declare! {
            #[doc = #what]
            pub struct #name(#output, #error) {
                #(#setters,)*
            }
        }

        #body
        #stream
        #download
        #pages
    })
}

/// `limit: u32 = 0`: the position among the parameters of the operation.
fn parameter_setter(
    api: &NamedModel,
    parameter: &ParameterModel,
    position: usize,
    names: &ParameterNames,
) -> TokenStream {
    let location = parameter.location.name();
    let otherwise = format!(
        "Sends the {location} parameter {}.",
        doc::code(&parameter.name)
    );
    let docs = doc::attributes(&parameter.docs, &otherwise);
    let (name, position) = (
        identifier(&names.setter),
        Literal::usize_unsuffixed(position),
    );
    let value::Argument { kind, .. } = value::argument(api, &parameter.value, "value");
    quote!(#docs #name: #kind = #position)
}

fn body_setter(api: &NamedModel, body: &BodyModel, names: &OperationNames) -> TokenStream {
    let docs = Docs {
        description: body.description.clone(),
        ..Docs::default()
    };
    let docs = doc::attributes(&docs, "Sends a body.");
    let name = identifier(&names.body);
    let request = quote!(self.0.request_mut());
    let (argument, statement) = set_body(api, body, names, &request);
    quote! {
        #docs
        pub fn #name(mut self, #argument) -> Self {
            #statement
            self
        }
    }
}

/// The argument and the statement that puts it into `request`.
fn set_parameter(
    api: &NamedModel,
    parameter: &ParameterModel,
    argument: &str,
    position: usize,
    request: &impl quote::ToTokens,
) -> (TokenStream, TokenStream) {
    let position = Literal::usize_unsuffixed(position);
    let name = identifier(argument);
    let value::Argument { kind, reference } = value::argument(api, &parameter.value, argument);
    (
        quote!(#name: #kind),
        quote!(#request.argument(#position, #reference);),
    )
}

/// The arguments and the statement that put a body into `request`.
fn set_body(
    api: &NamedModel,
    body: &BodyModel,
    names: &OperationNames,
    request: &impl quote::ToTokens,
) -> (TokenStream, TokenStream) {
    let name = identifier(&names.body);
    let arms = arms(&body.contents);
    if let Some(choice) = body.choice {
        let kind = value::owned(api, &TypeRef::Named(choice));
        let variants = api.type_names(choice).members.iter();
        let branches = arms.iter().zip(variants).map(|(arm, variant)| {
            let variant = identifier(variant);
            let inner = identifier("body");
            if arm.is_open(&body.contents) {
                let statement = send(body, arm, &inner, &quote!(&content_type), request);
                quote!(#kind::#variant { content_type, body } => { #statement })
            } else {
                let statement = send(body, arm, &inner, &quote!(), request);
                quote!(#kind::#variant(body) => { #statement })
            }
        });
        return (
            quote!(#name: impl Into<#kind>),
            quote!(match #name.into() { #(#branches)* }),
        );
    }
    let Some(arm) = arms.first() else {
        return (quote!(), quote!());
    };
    match &arm.shape {
        Shape::Value(value) if arm.has_files(&body.contents) => {
            let kind = value::owned(api, value);
            let statement = send(body, arm, &name, &quote!(), request);
            (quote!(#name: #kind), statement)
        }
        Shape::Value(value) if !matches!(arm.preferred(&body.contents).payload, Payload::Text) => {
            let value::Argument { kind, reference } = value::argument(api, value, &names.body);
            let content = content(body, arm, &reference, request);
            (quote!(#name: #kind), content)
        }
        Shape::Value(_) | Shape::Text(_) => (
            quote!(#name: impl Into<String>),
            send(body, arm, &quote!(#name.into()), &quote!(), request),
        ),
        Shape::Items(item) => {
            let (item, at) = (
                value::owned(api, item),
                Literal::usize_unsuffixed(arm.contents[0]),
            );
            (
                quote!(#name: impl Into<ItemSource<#item>>),
                quote!(#request.items(#at, #name);),
            )
        }
        Shape::Bytes if arm.is_open(&body.contents) => {
            let content_type = identifier(&names.content_type);
            (
                quote!(#content_type: &str, #name: impl Into<BodySource>),
                send(body, arm, &name, &content_type, request),
            )
        }
        Shape::Bytes => (
            quote!(#name: impl Into<BodySource>),
            send(body, arm, &name, &quote!(), request),
        ),
    }
}

/// The statements that send an owned `value` of one shape.
fn send(
    body: &BodyModel,
    arm: &Arm,
    value: &impl quote::ToTokens,
    content_type: &impl quote::ToTokens,
    request: &impl quote::ToTokens,
) -> TokenStream {
    let media = &arm.preferred(&body.contents).media_type;
    match &arm.preferred(&body.contents).payload {
        payload if payload.has_files() => {
            let at = Literal::usize_unsuffixed(arm.contents[0]);
            quote!(#request.parts(#at, #value);)
        }
        Payload::Json { .. }
        | Payload::Form { .. }
        | Payload::Multipart { .. }
        | Payload::Xml { .. } => content(body, arm, &quote!(&#value), request),
        _ if arm.is_open(&body.contents) => quote! {
            #request.body(#media, #value);
            #request.header("content-type", #content_type);
        },
        Payload::Text | Payload::Bytes | Payload::Items { .. } => {
            quote!(#request.body(#media, #value);)
        }
    }
}

/// The statement that writes a referenced value in the preferred media type of its shape.
fn content(
    body: &BodyModel,
    arm: &Arm,
    reference: &TokenStream,
    request: &impl quote::ToTokens,
) -> TokenStream {
    let preferred = arm.preferred(&body.contents);
    if matches!(preferred.payload, Payload::Json { .. }) {
        let media = &preferred.media_type;
        return quote!(#request.json(#media, #reference););
    }
    let at = Literal::usize_unsuffixed(arm.contents[0]);
    quote!(#request.content(#at, #reference);)
}
