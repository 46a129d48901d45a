//! `servers.rs`: where the API lives, as constants and as types with the variables of a URL.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use super::imports::{Source, identifier, imports};
use super::runtime_path;
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::model::{Docs, ServerModel, UrlPiece, VariableModel};
use crate::name::{NamedModel, ServerNames, VariableNames};

/// The module of the servers; `None` where there is nothing to choose from.
pub(super) fn module(api: &NamedModel) -> Option<Module> {
    if api.model.servers.is_empty() {
        return None;
    }
    let servers = api.model.servers.iter().zip(&api.servers);
    let items: Vec<TokenStream> = servers
        .flat_map(|(server, names)| items(server, names))
        .collect();
    let sources: [Source; 2] = [
        (runtime_path::fmt(), &["fmt"]),
        (runtime_path::client(), &["Server"]),
    ];
    Some(Module {
        path: ModulePath::new(["servers"]),
        doc: String::from("Where the API lives: what `Client::builder` takes."),
        declared: Declared::Public,
        items: std::iter::once(imports(&items, &sources))
            .chain(items)
            .map(Item::new)
            .collect(),
    })
}

fn items(server: &ServerModel, names: &ServerNames) -> Vec<TokenStream> {
    let docs = Docs {
        title: Some(doc::code(&server.url)),
        description: server.description.clone(),
        ..Docs::default()
    };
    let docs = doc::attributes(&docs, "A server.");
    let ident = identifier(&names.ident);
    if server.variables.is_empty() {
        let url = &server.url;
        return vec![if server.relative {
            let format = format!("{{}}{}", path_of(&escaped(url)));
            quote! {
                #docs
                #[doc = ""]
                /// It lies below the address that the contract was found at.
                pub fn #ident(base: &str) -> Server {
                    Server::filled_in(format!(#format, base.trim_end_matches('/')))
                }
            }
        } else {
            quote! {
                #docs
                pub const #ident: Server = Server::of_contract(#url);
            }
        }];
    }
    let variables: Vec<(&VariableModel, &VariableNames)> =
        server.variables.iter().zip(&names.variables).collect();
    let fields = variables.iter().map(|(variable, names)| {
        let (field, kind) = (identifier(&names.field), kind(names));
        let docs = Docs {
            description: variable.description.clone(),
            ..Docs::default()
        };
        let docs = doc::attributes(
            &docs,
            &format!("The variable {}.", doc::code(&variable.name)),
        );
        quote!(#docs pub #field: #kind)
    });
    let defaults = variables.iter().map(|(variable, names)| {
        let (field, default) = (identifier(&names.field), &variable.default);
        if names.values.is_empty() {
            quote!(#field: #default.to_owned())
        } else {
            let kind = kind(names);
            quote!(#field: #kind::default())
        }
    });
    // Where nothing but defaults is written, clippy asks for the derive.
    let derived = variables
        .iter()
        .all(|(variable, names)| !names.values.is_empty() || variable.default.is_empty());
    let derive = derived.then(|| quote!(Default,));
    let mut items = vec![quote! {
        #docs
        #[derive(Clone, Debug, #derive PartialEq, Eq)]
        pub struct #ident { #(#fields),* }
    }];
    if !derived {
        items.push(quote! {
            impl Default for #ident {
                fn default() -> Self {
                    Self { #(#defaults),* }
                }
            }
        });
    }
    items.push(url(server, names));
    items.extend(
        variables
            .iter()
            .filter(|(_, names)| !names.values.is_empty())
            .map(|(variable, names)| values(variable, names)),
    );
    items
}

fn kind(names: &VariableNames) -> TokenStream {
    if names.values.is_empty() {
        quote!(String)
    } else {
        let ident = identifier(&names.values_ident);
        quote!(#ident)
    }
}

/// The URL: what it is made into, or, of a relative one, what a base is put in front of.
fn url(server: &ServerModel, names: &ServerNames) -> TokenStream {
    let ident = identifier(&names.ident);
    let mut format = String::new();
    let mut arguments = Vec::new();
    for piece in &server.pieces {
        match piece {
            UrlPiece::Text(text) => format.push_str(&escaped(text)),
            UrlPiece::Variable(index) => {
                format.push_str("{}");
                arguments.push(identifier(&names.variables[*index].field));
            }
        }
    }
    if server.relative {
        let format = format!("{{}}{}", path_of(&format));
        return quote! {
            impl #ident {
                /// The URL below the address that the contract was found at.
                pub fn at(&self, base: &str) -> Server {
                    Server::filled_in(format!(#format, base.trim_end_matches('/'), #(self.#arguments),*))
                }
            }
        };
    }
    quote! {
        impl From<#ident> for Server {
            fn from(server: #ident) -> Self {
                Self::filled_in(format!(#format, #(server.#arguments),*))
            }
        }
    }
}

/// A text within a format string.
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn path_of(url: &str) -> String {
    format!("/{}", url.trim_start_matches('/'))
}

/// The values that a variable may have.
fn values(variable: &VariableModel, names: &VariableNames) -> TokenStream {
    let ident = identifier(&names.values_ident);
    let what = format!(" The values of {}.", doc::code(&variable.name));
    let variants = variable
        .values
        .iter()
        .zip(&names.values)
        .map(|(value, name)| {
            let name = identifier(name);
            let docs = format!(" {}", doc::code(value));
            let default = (*value == variable.default).then(|| quote!(#[default]));
            quote!(#[doc = #docs] #default #name)
        });
    let texts = variable
        .values
        .iter()
        .zip(&names.values)
        .map(|(value, name)| {
            let name = identifier(name);
            quote!(Self::#name => #value)
        });
    quote! {
        #[doc = #what]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum #ident { #(#variants),* }

        impl fmt::Display for #ident {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { #(#texts),* })
            }
        }
    }
}
