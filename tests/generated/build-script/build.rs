//! Generates types, client and server into `OUT_DIR`, again whenever the contract changes.

use countersign_codegen::build::{BuildError, Builder};

fn main() -> Result<(), BuildError> {
    Builder::new("contracts/parcels.yaml").generate()
}
