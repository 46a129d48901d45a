//! In which directions a type is read and written: only those its values travel in. It is the largest single saving in
//! compile time.

use crate::model::TypeModel;
use crate::options::{Options, Sides};

/// What is done with the values of a type.
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

    /// The words for it in a table.
    pub(super) fn words(self) -> Vec<String> {
        let sent = self.serialize.then(|| String::from("sent"));
        let received = self.deserialize.then(|| String::from("received"));
        sent.into_iter().chain(received).collect()
    }
}

/// `: [sent, received]`; with `exact;` where no other code than a server's has to go on compiling when something is added.
pub(super) fn roles(options: &Options, words: &[String]) -> String {
    let words = words.join(", ");
    match options.sides {
        Sides::Server => format!(": [exact; {words}]"),
        Sides::TypesOnly | Sides::Client | Sides::Both => format!(": [{words}]"),
    }
}
