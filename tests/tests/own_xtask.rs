//! Does the workspace whose own xtask generates work as its users are told? It is copied, so that its contract can change.

#![expect(clippy::disallowed_methods, reason = "a workspace is files")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use countersign_client::{Error, InMemory};
use countersign_server::{Context, Problem};
use parcels_api::client::GetParcelError;
use parcels_api::types::{Parcel, ParcelState};

/// The crate that the xtask keeps, as it is checked in.
#[path = "../generated/own-xtask/api/src/lib.rs"]
#[expect(unreachable_pub, reason = "a crate of its own has readers")]
mod parcels_api;

struct Depot;

impl parcels_api::server::Api for Depot {
    type Principal = ();
    type Error = Problem;

    async fn get_parcel(
        &self,
        _: Context<()>,
        request: parcels_api::server::GetParcelRequest,
    ) -> Result<parcels_api::server::GetParcelResponse, Problem> {
        if !request.number.starts_with("NL") {
            return Ok(parcels_api::server::GetParcelResponse::NotFound);
        }
        let parcel = Parcel::new(request.number, ParcelState::Delivered);
        Ok(parcels_api::server::GetParcelResponse::Ok(parcel))
    }
}

#[tokio::test]
async fn what_an_own_xtask_keeps_talks_to_itself() {
    let app = parcels_api::server::router(Depot).build();
    let api: parcels_api::Client = parcels_api::Client::builder("http://parcels.test")
        .transport(InMemory::serve(app.expect("complete")))
        .build()
        .expect("a client");
    let parcel = api.get_parcel("NL123456789").await.expect("there is one");
    assert_eq!(parcel.into_inner().state, ParcelState::Delivered);
    let none = api.get_parcel("DE123456789").await;
    assert!(
        matches!(none, Err(Error::Api(GetParcelError::NotFound, _))),
        "{none:?}"
    );
}

#[test]
fn an_own_xtask_generates_and_compares() {
    let workspace = copied();
    let fresh = cargo(&workspace, &["xtask", "codegen", "--check"]);
    assert!(fresh.status.success(), "{}", said(&fresh));

    let contract = workspace.join("contracts/parcels.yaml");
    let text = fs::read_to_string(&contract).expect("readable");
    fs::write(&contract, text.replace("delivered]", "delivered, lost]")).expect("writable");
    let stale = cargo(&workspace, &["xtask", "codegen", "--check"]);
    assert_eq!(stale.status.code(), Some(1), "{}", said(&stale));
    assert!(said(&stale).contains("\"lost\""), "{}", said(&stale));

    // Cargo is called below a folder of the workspace, too.
    let written = cargo(&workspace.join("api"), &["xtask", "codegen"]);
    assert!(written.status.success(), "{}", said(&written));
    let again = cargo(&workspace, &["xtask", "codegen", "--check"]);
    assert!(again.status.success(), "{}", said(&again));

    let usage = cargo(&workspace, &["xtask", "codgen"]);
    assert_eq!(usage.status.code(), Some(2));
}

/// The hook is what git runs, if it may be run.
#[cfg(unix)]
#[test]
fn the_hook_of_an_own_xtask_can_be_run() {
    use std::os::unix::fs::PermissionsExt;

    let hook = example().join("hooks/pre-commit");
    let mode = fs::metadata(&hook)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0o111, "{mode:o}");
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/own-xtask")
}

/// The workspace in a folder of its own, as it is checked in, with this repository's crates and lock file.
fn copied() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-xtask");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("removable");
    }
    copy(&example(), &folder);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let repository = repository.canonicalize().expect("it is there");
    let spelled = repository.to_string_lossy().replace('\\', "/");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("readable");
    let manifest = manifest.replace("\"../../..", &format!("\"{spelled}"));
    fs::write(folder.join("Cargo.toml"), manifest).expect("writable");
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .current_dir(folder)
        .args(["--offline", "--color=never"])
        .args(arguments)
        // Of its own: both workspaces have a program that is called xtask.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-xtask-target"),
        )
        .output()
        .expect("cargo runs")
}

fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    out + &String::from_utf8_lossy(&output.stderr)
}
