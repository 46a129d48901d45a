//! Generates every fixture of `specs/features/streams/` and `specs/features/pagination/` into a module each.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    countersign_fixtures::generate(&[
        "../../../specs/features/streams",
        "../../../specs/features/pagination",
    ])
}
