//! The table of security schemes, and which of them an operation needs.

use countersign_contract::model::{
    ApiKeyLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use proc_macro2::TokenStream;
use quote::quote;

/// `SECURITY_SCHEMES`: every declared scheme.
pub(super) fn schemes<'a>(schemes: impl Iterator<Item = &'a SecurityScheme>) -> TokenStream {
    let schemes = schemes.map(|scheme| {
        let name = &scheme.name;
        let kind = kind(&scheme.kind);
        quote!(SecurityScheme { name: #name, kind: #kind })
    });
    quote! {
        /// Every security scheme of the contract.
        pub static SECURITY_SCHEMES: &[SecurityScheme] = &[#(#schemes),*];
    }
}

fn kind(kind: &SecuritySchemeKind) -> TokenStream {
    match kind {
        SecuritySchemeKind::ApiKey {
            parameter,
            location,
        } => {
            let location = match location {
                ApiKeyLocation::Header => quote!(ApiKeyLocation::Header),
                ApiKeyLocation::Query => quote!(ApiKeyLocation::Query),
                ApiKeyLocation::Cookie => quote!(ApiKeyLocation::Cookie),
            };
            quote!(SecuritySchemeKind::ApiKey { name: #parameter, location: #location })
        }
        SecuritySchemeKind::Basic => quote!(SecuritySchemeKind::Basic),
        SecuritySchemeKind::Bearer { .. } => quote!(SecuritySchemeKind::Bearer),
        SecuritySchemeKind::Http { scheme } => quote!(SecuritySchemeKind::Http(#scheme)),
        SecuritySchemeKind::MutualTls => quote!(SecuritySchemeKind::MutualTls),
        SecuritySchemeKind::OAuth2 { .. } => quote!(SecuritySchemeKind::OAuth2),
        SecuritySchemeKind::OpenIdConnect { .. } => quote!(SecuritySchemeKind::OpenIdConnect),
        SecuritySchemeKind::Unknown { .. } => quote!(SecuritySchemeKind::Unknown),
    }
}

/// Alternatives of an operation: an expression of type `&[&[SecurityUse]]`; `None` when it is open.
pub(super) fn requirements(security: &[SecurityRequirement]) -> Option<TokenStream> {
    if security.is_empty() {
        return None;
    }
    let alternatives = security.iter().map(|alternative| {
        let uses = alternative.schemes.iter().map(|use_| {
            let (scheme, scopes) = (&use_.scheme, &use_.scopes);
            if scopes.is_empty() {
                quote!(SecurityUse::new(#scheme))
            } else {
                quote!(SecurityUse::scoped(#scheme, &[#(#scopes),*]))
            }
        });
        quote!(&[#(#uses),*])
    });
    Some(quote!(&[#(#alternatives),*]))
}
