//! `cargo xtask test`: every test of the workspace, and a word about services.

use crate::shell::{self, Outcome, cargo};

/// Services that tests know how to use, with the address they are looked for at. The stores that need one (Redis,
/// Postgres, NATS) are not part of this release; whoever adds the first adds its line here.
const SERVICES: &[(&str, &str)] = &[];

/// Runs every test, documentation examples included. `require_services` turns "skipped" into a failure.
pub(crate) fn run(require_services: bool) -> Outcome {
    if SERVICES.is_empty() {
        eprintln!("services: no test needs one");
    }
    for (name, address) in SERVICES {
        match std::net::TcpStream::connect(address) {
            Ok(_) => eprintln!("services: {name} at {address} is used"),
            Err(error) if require_services => {
                return Err(format!(
                    "{name} at {address} is required and not reachable: {error}"
                ));
            }
            Err(_) => {
                eprintln!("services: {name} at {address} is not reachable; its tests are skipped");
            }
        }
    }
    shell::run(
        cargo()
            .args(["test", "--workspace", "--all-features", "--no-fail-fast"])
            .env("INSTA_UPDATE", "no"),
    )
}
