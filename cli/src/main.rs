//! Contract-first toolchain: generate, check, validate and diff OpenAPI contracts.

fn main() {}
