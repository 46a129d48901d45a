//! Generates every fixture of `specs/features/`, and every contract that only the tests here need, into a module each.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    countersign_fixtures::generate(&["../../specs/features", "contracts"])
}
