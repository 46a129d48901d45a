//! Loads, resolves and models an OpenAPI contract: the one representation that every countersign tool shares.
//!
//! Two words, never mixed: a *Document* is what an author wrote (version-specific, spanned); a [`Contract`] is what it
//! means (resolved, version-free, JSON Schema 2020-12 semantics). Everything above this crate sees only `&Contract`.
//!
//! No input, however broken, makes this crate panic: every stage returns a value together with [`Diagnostics`].

mod codes;
#[cfg(feature = "openapiv3")]
mod convert;
pub mod diagnostic;
mod dialect;
mod document;
pub mod dump;
pub mod explanation;
pub mod load;
pub mod model;
mod overlay;
pub mod pattern;
pub mod pointer;
pub mod policy;
mod resolve;
pub mod schema;
pub mod source;
pub mod syntax;
mod uri;

pub use codes::{codes, explain};
pub use diagnostic::{Diagnostic, Diagnostics, Label, Severity};
pub use load::{LoadOptions, Loaded, load, load_path, load_text};
pub use model::Contract;
pub use pointer::JsonPointer;
pub use source::{LineColumn, Source, SourceId, SourceMap, SourceSpan};
pub use uri::reference as uri_reference;
