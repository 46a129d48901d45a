//! `cargo xtask demo`: the whole product on embedded defaults, told as a story.

use std::path::Path;
use std::process::Command;

use crate::shell::{Outcome, build_countersign, root, run_example, target_folder};

/// Generates, serves, drives through faults, validates and compares; needs nothing but the toolchain.
pub(crate) fn run() -> Outcome {
    let countersign = build_countersign("dev")?;
    let out = target_folder()?.join("demo/orders");
    let story = Story {
        countersign: &countersign,
    };

    Story::chapter(
        "1. The contract becomes a crate",
        "A typed client and an axum server from one document.",
    );
    story.countersign(
        &[
            "generate",
            "specs/orders/v1.yaml",
            "--out",
            &out.to_string_lossy(),
            "--crate",
            "orders",
        ],
        0,
    )?;

    Story::chapter(
        "2. Client and server talk over a network that misbehaves",
        "The same generated crate (tests/generated/orders) serves on loopback; requests and answers get lost on the way.",
    );
    run_example("demo", &[])?;

    Story::chapter(
        "3. A message is held against the contract",
        "Every violation with its place in the message and in the schema.",
    );
    story.countersign(
        &[
            "validate",
            "specs/orders/v1.yaml",
            "specs/orders/invalid-order.json",
            "--schema",
            "NewOrder",
        ],
        1,
    )?;

    Story::chapter(
        "4. A compatible successor passes",
        "v2 adds an operation, optional properties and a wider range.",
    );
    story.countersign(&["diff", "specs/orders/v1.yaml", "specs/orders/v2.yaml"], 0)?;

    Story::chapter(
        "5. A breaking successor is caught, with proof",
        "Each break comes with a request or response that shows it.",
    );
    story.countersign(
        &[
            "diff",
            "specs/orders/v1.yaml",
            "specs/orders/v2-breaking.yaml",
        ],
        1,
    )?;

    eprintln!(
        "\nThat is countersign. The generated crate is in {}.",
        out.display()
    );
    Ok(())
}

struct Story<'a> {
    countersign: &'a Path,
}

impl Story<'_> {
    fn chapter(title: &str, gist: &str) {
        eprintln!("\n=== {title}\n    {gist}");
    }

    /// Runs the tool and insists on the exit code that the story promises.
    fn countersign(&self, arguments: &[&str], expected: i32) -> Outcome {
        eprintln!("$ countersign {}", arguments.join(" "));
        let status = Command::new(self.countersign)
            .current_dir(root())
            .args(arguments)
            .status();
        match status.map(|status| status.code()) {
            Ok(Some(code)) if code == expected => Ok(()),
            Ok(code) => Err(format!(
                "countersign {} ended with {code:?}, not {expected}",
                arguments.join(" ")
            )),
            Err(error) => Err(format!("countersign could not be started: {error}")),
        }
    }
}
