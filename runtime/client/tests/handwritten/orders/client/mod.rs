//! The client of the contract.

pub mod orders;

use countersign_client::core::operation::SecurityScheme;
use countersign_client::{Builder, GeneratedClient, Runtime};

use super::operations::SECURITY_SCHEMES;

/// Takes orders.
#[derive(Clone, Debug)]
pub struct Client {
    runtime: Runtime,
}

impl Client {
    /// Sets up a client of the server at this URL.
    pub fn builder(base_url: impl Into<String>) -> Builder<Self> {
        Builder::new(base_url)
    }
}

impl GeneratedClient for Client {
    const SECURITY_SCHEMES: &'static [SecurityScheme] = SECURITY_SCHEMES;
    const DEFAULT_SERVER: &'static str = "https://orders.example.test";

    fn from_runtime(runtime: Runtime) -> Self {
        Self { runtime }
    }
}
