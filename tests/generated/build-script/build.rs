//! Generates the running example whole, and the types of a few features that the tests talk to.

use countersign_codegen::build::{BuildError, Builder};
use countersign_codegen::options::Sides;

fn main() -> Result<(), BuildError> {
    for feature in [
        "discriminator",
        "enums",
        "integer-enums",
        "many-required",
        "maps",
        "presence",
        "recursion",
        "unions",
    ] {
        Builder::new(format!("../../../specs/features/{feature}.yaml"))
            .module(feature)
            .sides(Sides::TypesOnly)
            .generate()?;
    }
    Builder::new("../../../specs/orders/v1.yaml").generate()
}
