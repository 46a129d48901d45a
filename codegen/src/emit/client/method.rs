//! One operation as a method of the client, and the builder of a call with optional arguments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::success::success_type;
use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{
    Arm, BodyModel, Docs, OperationModel, ParameterModel, Payload, Shape, TypeRef, arms,
};
use crate::name::{NamedModel, OperationNames, ParameterNames};

/// clippy's default limit of `too_many_arguments`, `self` included.
const MANY_ARGUMENTS: usize = 7;

/// `impl Client { pub fn create_order(..) }`
pub(super) fn method(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    let what = doc::code(&format!("{} {}", operation.method, operation.path));
    let docs = doc::operation_docs(operation.docs.clone(), &what);
    let (name, request) = (identifier(&names.method), identifier(&names.request));
    let (constant, decode) = (
        identifier(&names.constant),
        identifier(&names.client.decode),
    );
    let mut arguments = Vec::new();
    let mut statements = Vec::new();
    if operation.event.is_some() {
        let destination = identifier(&names.destination);
        arguments.push(quote!(#destination: &Destination));
        statements.push(quote!(#request.to(#destination);));
    }
    let required = operation.parameters.iter().zip(&names.parameters);
    for (parameter, names) in required.filter(|(parameter, _)| parameter.required) {
        let (argument, statement) = set_parameter(api, parameter, &names.field, names, &request);
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
        impl Client {
            #docs
            #many
            pub fn #name(&self, #(#arguments),*) -> #output {
                let #mutable #request = Request::new(&operations::#constant);
                #(#statements)*
                #call
            }
        }
    }
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
    let mut setters: Vec<TokenStream> = parameters
        .filter(|(parameter, _)| !parameter.required)
        .map(|(parameter, names)| parameter_setter(api, parameter, names))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        setters.push(body_setter(api, body, names));
    }
    let what = format!(
        " The call of [`Client::{}`]: optional arguments, then `.await`.",
        names.method
    );
    let setters = (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }));
    let forwards = forwards(api, operation, &name, &success, &error);
    Some(quote! {
        #[doc = #what]
        #[derive(Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name(Call<#success, #error>);

        #setters

        #forwards
    })
}

/// What the call can do, whatever the operation.
fn forwards(
    api: &NamedModel,
    operation: &OperationModel,
    name: &impl quote::ToTokens,
    success: &TokenStream,
    error: &impl quote::ToTokens,
) -> TokenStream {
    let stream = operation.stream.as_ref().map(|stream| {
        let item = value::owned(api, &stream.item);
        if operation.is_nothing_but_a_stream() {
            quote!(forward_stream_call!(#name -> #item, #error);)
        } else {
            quote! {
                forward_call!(#name -> #success, #error);
                forward_stream!(#name -> #item, #error);
            }
        }
    });
    let call = stream.unwrap_or_else(|| quote!(forward_call!(#name -> #success, #error);));
    let pages = operation.pages.as_ref().map(|pages| {
        let item = value::owned(api, &pages.item);
        quote!(forward_pages!(#name -> #success, #item, #error);)
    });
    quote!(#call #pages)
}

fn parameter_setter(
    api: &NamedModel,
    parameter: &ParameterModel,
    names: &ParameterNames,
) -> TokenStream {
    let location = parameter.location.name();
    let otherwise = format!(
        "Sends the {location} parameter {}.",
        doc::code(&parameter.name)
    );
    let docs = doc::attributes(&parameter.docs, &otherwise);
    let name = identifier(&names.setter);
    let request = quote!(self.0.request_mut());
    let (argument, statement) = set_parameter(api, parameter, "value", names, &request);
    quote! {
        #docs
        pub fn #name(mut self, #argument) -> Self {
            #statement
            self
        }
    }
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
    names: &ParameterNames,
    request: &impl quote::ToTokens,
) -> (TokenStream, TokenStream) {
    let constant = identifier(&names.constant);
    let name = identifier(argument);
    let value::Argument { kind, reference } = value::argument(api, &parameter.value, argument);
    (
        quote!(#name: #kind),
        quote!(#request.parameter(&operations::#constant, #reference);),
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
        Payload::Json { .. } | Payload::Form { .. } | Payload::Multipart { .. } => {
            content(body, arm, &quote!(&#value), request)
        }
        _ if arm.is_open(&body.contents) => quote! {
            #request.body(#media, #value);
            #request.header("content-type", #content_type);
        },
        Payload::Text | Payload::Bytes | Payload::Xml | Payload::Stream { .. } => {
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
