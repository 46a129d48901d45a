//! One operation as a method of the client, and the builder of a call with optional arguments.

use proc_macro2::TokenStream;
use quote::quote;

use super::success::success_type;
use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{BodyModel, Docs, OperationModel, ParameterModel, Payload};
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
        .is_some_and(|body| body.required && body.preferred().is_open());
    let count = 1 + arguments.len() + usize::from(open_body);
    let many = (count > MANY_ARGUMENTS).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the contract requires them all")]),
    );
    let call = quote!(Call::new(&self.runtime, #request, #decode));
    let (output, call) = if operation.has_optional_arguments() {
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
    if !operation.has_optional_arguments() {
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
    Some(quote! {
        #[doc = #what]
        #[derive(Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name(Call<#success, #error>);

        impl #name {
            #(#setters)*
        }

        forward_call!(#name -> #success, #error);
    })
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

fn set_body(
    api: &NamedModel,
    body: &BodyModel,
    names: &OperationNames,
    request: &impl quote::ToTokens,
) -> (TokenStream, TokenStream) {
    let (media, name) = (&body.preferred().media_type, identifier(&names.body));
    match &body.preferred().payload {
        Payload::Json { value, .. } => {
            let value::Argument { kind, reference } = value::argument(api, value, &names.body);
            (
                quote!(#name: #kind),
                quote!(#request.json(#media, #reference);),
            )
        }
        Payload::Text => (
            quote!(#name: impl Into<String>),
            quote!(#request.body(#media, #name.into());),
        ),
        _ if body.preferred().is_open() => {
            let content_type = identifier(&names.content_type);
            (
                quote!(#content_type: &str, #name: impl Into<BodySource>),
                quote! {
                    #request.body(#media, #name);
                    #request.header("content-type", #content_type);
                },
            )
        }
        Payload::Bytes
        | Payload::Form
        | Payload::Multipart
        | Payload::Xml
        | Payload::Stream { .. } => (
            quote!(#name: impl Into<BodySource>),
            quote!(#request.body(#media, #name);),
        ),
    }
}
