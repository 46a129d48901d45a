//! Generates every fixture of `specs/features/names/` into a module each.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    countersign_fixtures::generate(&["../../../specs/features/names"])
}
