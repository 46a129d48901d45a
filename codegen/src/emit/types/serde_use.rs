//! Which serde directions a type gets: only those its values travel in. It is the largest single saving in compile time.

use proc_macro2::TokenStream;

use crate::emit::runtime_path;
use crate::model::TypeModel;
use crate::options::{Options, Sides};

/// What serde does with a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SerdeUse {
    /// Values are written.
    pub(super) serialize: bool,
    /// Values are read.
    pub(super) deserialize: bool,
}

impl SerdeUse {
    /// A client writes requests and reads responses; a server the other way round.
    pub(super) fn of(type_model: &TypeModel, options: &Options) -> Self {
        let usage = type_model.usage;
        let both = options.sides == Sides::TypesOnly;
        let (client, server) = (options.sides.client(), options.sides.server());
        Self {
            serialize: both || client && usage.request || server && usage.response,
            deserialize: both || client && usage.response || server && usage.request,
        }
    }

    /// The derive macros for it.
    pub(super) fn derives(self) -> Vec<TokenStream> {
        let mut derives = Vec::new();
        if self.serialize {
            derives.push(runtime_path::serialize());
        }
        if self.deserialize {
            derives.push(runtime_path::deserialize());
        }
        derives
    }
}
