//! What the caller may choose. Combinations that make no sense cannot be written down.

mod filter;

pub use countersign_contract::pattern::Pattern;
pub use filter::Filter;

use countersign_contract::Contract;

/// Everything that decides the output besides the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The form of the tree.
    pub output: Output,
    /// What is generated beside the types.
    pub sides: Sides,
    /// Which operations, and with them which types; everything by default.
    pub filter: Filter,
    /// What of the output can be left out when it is compiled.
    pub features: Features,
}

impl Options {
    /// What these options come to for a contract: where there are no operations to be called or answered, because it is a
    /// JSON Schema, there are only types.
    pub(crate) fn for_contract(self, contract: &Contract) -> Self {
        match contract.root_schema {
            Some(_) => Self {
                sides: Sides::TypesOnly,
                ..self
            },
            None => self,
        }
    }
}

impl Output {
    /// What `Cargo.toml` says, where there is one.
    pub(crate) fn crate_options(&self) -> Option<&CrateOptions> {
        match self {
            Self::ModuleTree => None,
            Self::Crate(options)
            | Self::Crates {
                package: options, ..
            } => Some(options),
        }
    }
}

/// The form of the generated tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Output {
    /// A module tree under `mod.rs`, to be included by another crate:
    /// `pub mod api { include!(concat!(env!("OUT_DIR"), "/api/mod.rs")); }`.
    #[default]
    ModuleTree,
    /// A crate of its own: `Cargo.toml` and `src/`.
    Crate(CrateOptions),
    /// The same crate in pieces that compile side by side, below `crates/`: each with the operations of one tag or several,
    /// and one for what several pieces need. The crate itself hands on what they have, all of it: [`Features`] mean nothing
    /// here. A contract without operations gives one crate.
    Crates {
        /// What the `Cargo.toml` files say.
        package: CrateOptions,
        /// Tags go into one piece until it has so many operations: which piece an operation is in depends on the contract,
        /// and not on how much text a version of this crate makes of it.
        operations: usize,
    },
}

/// Which cargo features the output has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Features {
    /// None but `webhooks`, in a crate that has them.
    #[default]
    Few,
    /// One per tag, and `client` and `server` where both are generated; all on by default. What operations of a tag need is
    /// there when its feature is on: methods, routes, descriptors, types and types of these.
    ///
    /// A module tree asks the package that includes it for these features.
    PerTag,
}

/// What a generated `Cargo.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrateOptions {
    /// The package name.
    pub name: String,
    /// Where the generated crate finds `countersign-core`, `-client` and `-server`.
    pub runtime: RuntimeSource,
}

impl CrateOptions {
    /// A package of this name on released runtime crates.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            runtime: RuntimeSource::default(),
        }
    }
}

/// Where the runtime crates come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RuntimeSource {
    /// The package registry, in this crate's version.
    #[default]
    Registry,
    /// A folder that holds `core`, `client` and `server`; written into `Cargo.toml` as given.
    Path(String),
}

/// Which of the two parties to the contract get code. Types always do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sides {
    /// Types alone, readable and writable.
    TypesOnly,
    /// Types and a client.
    Client,
    /// Types and a server.
    Server,
    /// Types, client and server.
    #[default]
    Both,
}

impl Sides {
    /// Is client code generated?
    pub fn client(self) -> bool {
        matches!(self, Self::Client | Self::Both)
    }

    /// Is server code generated?
    pub fn server(self) -> bool {
        matches!(self, Self::Server | Self::Both)
    }
}
