//! Constructors and setters: required properties first, optional ones by name. They are what keeps a struct open for
//! additions (`#[non_exhaustive]`) without making it hard to build.

use proc_macro2::TokenStream;
use quote::quote;

use super::object::field_type;
use super::{Scope, type_ref};
use crate::emit::{doc, imports::identifier};
use crate::model::{
    Constant, FieldModel, Presence, Scalar, StructModel, TypeId, TypeKind, TypeRef,
};
use crate::name::NamedModel;

/// Is there a value without any argument or constant?
pub(super) fn has_default(model: &StructModel) -> bool {
    model
        .fields
        .iter()
        .all(|field| !field.is_argument() && field.constant.is_none())
}

/// `new` and a `with_..` for every property that may be absent.
pub(super) fn item(named: &NamedModel, id: TypeId, model: &StructModel) -> TokenStream {
    let names = named.type_names(id);
    let name = identifier(&names.ident);
    let deprecated =
        model.fields.iter().any(|field| field.docs.deprecated).then(
            || quote!(#[expect(deprecated, reason = "deprecated properties are filled in too")]),
        );
    let fields: Vec<(&FieldModel, &String)> = model.fields.iter().zip(&names.members).collect();
    let constructor = match &names.required {
        Some(required) => by_name(named, id, model, required, deprecated.as_ref()),
        None => TokenStream::new(),
    };
    let new = match &names.required {
        Some(_) => None,
        None => Some(positional(
            named,
            model,
            &names.ident,
            &fields,
            deprecated.as_ref(),
        )),
    };
    let default =
        (names.required.is_none() && model.arguments().next().is_none() && !has_default(model))
            .then(|| {
                quote! {
                    impl Default for #name {
                        fn default() -> Self {
                            Self::new()
                        }
                    }
                }
            });
    let setters = fields
        .iter()
        .filter_map(|(field, name)| setter(named, field, name));
    let setters: Vec<TokenStream> = setters
        .chain(rest_setter(named, model, &names.members))
        .collect();
    let methods = (new.is_some() || !setters.is_empty()).then(|| {
        quote! {
            impl #name {
                #new
                #(#setters)*
            }
        }
    });
    quote!(#methods #default #constructor)
}

fn positional(
    named: &NamedModel,
    model: &StructModel,
    type_name: &str,
    fields: &[(&FieldModel, &String)],
    deprecated: Option<&TokenStream>,
) -> TokenStream {
    let article = if type_name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "An"
    } else {
        "A"
    };
    let what = doc::code(type_name);
    let arguments = model.arguments().count();
    let docs = doc::lines(&match (arguments, fields.len() - arguments) {
        (_, 0) => format!("{article} {what}."),
        (0, _) => format!("{article} {what} without any optional property."),
        (_, _) => format!("{article} {what} with its required properties."),
    });
    if has_default(model) {
        return quote! {
            #docs
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let arguments = fields
        .iter()
        .filter(|(field, _)| field.is_argument())
        .map(|(field, name)| {
            let name = identifier(name);
            let ty = argument_type(named, field);
            quote!(#name: #ty)
        });
    let values = fields.iter().map(|(field, name)| {
        let name = identifier(name);
        match (initial(named, field), takes_into(named, field)) {
            (Some(value), _) => quote!(#name: #value),
            (None, true) => quote!(#name: #name.into()),
            (None, false) => quote!(#name),
        }
    });
    let rest = rest_initial(model, fields.len(), named, type_name);
    quote! {
        #docs
        #deprecated
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #rest }
        }
    }
}

/// The struct of required properties, and the conversion from it.
fn by_name(
    named: &NamedModel,
    id: TypeId,
    model: &StructModel,
    required: &str,
    deprecated: Option<&TokenStream>,
) -> TokenStream {
    let names = named.type_names(id);
    let fields: Vec<(&FieldModel, &String)> = model.fields.iter().zip(&names.members).collect();
    let docs = doc::lines(&format!(
        "The required properties of {}: convert with `from`.",
        doc::code(&names.ident),
    ));
    let declared = fields
        .iter()
        .filter(|(field, _)| field.is_argument())
        .map(|(field, name)| {
            let docs = doc::attributes(
                &field.docs,
                &format!("The property {}.", doc::code(&field.wire)),
            );
            let name = identifier(name);
            let ty = field_type(named, field);
            quote!(#docs pub #name: #ty,)
        });
    let values = fields.iter().map(|(field, name)| {
        let name = identifier(name);
        let value = initial(named, field).unwrap_or_else(|| quote!(required.#name));
        quote!(#name: #value)
    });
    let rest = rest_initial(model, fields.len(), named, &names.ident);
    let (name, required) = (identifier(&names.ident), identifier(required));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #required {
            #(#declared)*
        }
        impl From<#required> for #name {
            #deprecated
            fn from(required: #required) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    }
}

/// The value of a field that nobody is asked for.
fn initial(named: &NamedModel, field: &FieldModel) -> Option<TokenStream> {
    match (&field.constant, field.presence) {
        (Some(Constant::Bool(value)), _) => Some(quote!(#value)),
        (Some(Constant::OnlyMember(id)), _) => {
            let names = named.type_names(*id);
            let (name, member) = (identifier(&names.ident), identifier(names.members.first()?));
            Some(quote!(#name::#member))
        }
        (None, Presence::Optional) => Some(quote!(None)),
        (None, Presence::OptionalNullable) => Some(quote!(presence::Presence::Absent)),
        (None, Presence::Required | Presence::Nullable) => None,
    }
}

fn rest_initial(
    model: &StructModel,
    at: usize,
    named: &NamedModel,
    type_name: &str,
) -> Option<TokenStream> {
    model.rest.as_ref()?;
    let names = named.types.iter().find(|names| names.ident == type_name)?;
    let name = identifier(names.members.get(at)?);
    Some(quote!(#name: BTreeMap::new()))
}

fn setter(named: &NamedModel, field: &FieldModel, name: &str) -> Option<TokenStream> {
    let ty = type_ref(named, &field.ty, Scope::Types);
    let (ty, value) = match (field.presence, takes_into(named, field)) {
        (Presence::Required | Presence::Nullable, _) => return None,
        (Presence::Optional, true) => (quote!(impl Into<#ty>), quote!(Some(value.into()))),
        (Presence::Optional, false) => (ty, quote!(Some(value))),
        (Presence::OptionalNullable, _) => (
            quote!(impl Into<presence::Presence<#ty>>),
            quote!(value.into()),
        ),
    };
    let docs = doc::lines(&format!("Sets {}.", doc::code(&field.wire)));
    let deprecated = field.docs.deprecated.then(|| {
        quote! {
            #[deprecated]
            #[expect(deprecated, reason = "it sets a deprecated property")]
        }
    });
    let setter = identifier(&format!("with_{}", name.trim_end_matches('_')));
    let name = identifier(name);
    Some(quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, value: #ty) -> Self {
            self.#name = #value;
            self
        }
    })
}

fn rest_setter(named: &NamedModel, model: &StructModel, names: &[String]) -> Option<TokenStream> {
    let value = type_ref(named, model.rest.as_ref()?, Scope::Types);
    let name = identifier(names.last()?);
    // The first of these that is no property's own setter.
    let numbered = (2..).map(|number| format!("property_{number}"));
    let mut candidates = std::iter::once(String::from("property")).chain(numbered);
    let setter = candidates.find(|candidate| !names.contains(candidate))?;
    let setter = identifier(&format!("with_{setter}"));
    Some(quote! {
        /// Adds a property that the contract does not name.
        #[must_use]
        pub fn #setter(mut self, name: impl Into<String>, value: #value) -> Self {
            self.#name.insert(name.into(), value);
            self
        }
    })
}

fn argument_type(named: &NamedModel, field: &FieldModel) -> TokenStream {
    if takes_into(named, field) {
        let ty = type_ref(named, &field.ty, Scope::Types);
        return quote!(impl Into<#ty>);
    }
    field_type(named, field)
}

/// Strings may be given as `&str`, under whatever name the contract gives them.
fn takes_into(named: &NamedModel, field: &FieldModel) -> bool {
    let mut ty = &field.ty;
    // An alias that leads back to itself is no alias any more, so this ends.
    while let TypeRef::Named(id) = ty
        && let TypeKind::Alias(inner) = &named.model.type_model(*id).kind
    {
        ty = inner;
    }
    field.presence != Presence::Nullable
        && matches!(
            ty,
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::Base64)
        )
}
