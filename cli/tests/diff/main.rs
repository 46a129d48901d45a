//! `countersign diff` as it is run: folders, revisions of git, standard input, reports in files, and decisions.

#![expect(clippy::disallowed_methods, reason = "runs are about files")]

mod decisions;
mod folders;
mod git;
mod outputs;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// How one run ended.
#[derive(Debug)]
struct Finished {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// A folder that is gone with the test, and runs in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) -> &Self {
        let path = self.path().join(name);
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
        self
    }

    fn read(&self, name: &str) -> String {
        let path = self.path().join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs `countersign diff` with words.
    fn diff(&self, words: &str) -> Finished {
        self.diff_of(words, "")
    }

    /// Likewise, with a standard input.
    fn diff_of(&self, words: &str, stdin: &str) -> Finished {
        let mut child = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .current_dir(self.path())
            .arg("diff")
            .args(words.split_whitespace())
            .env("NO_COLOR", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        // A run that does not read its input has closed it.
        let _ = child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(stdin.as_bytes());
        let output = child.wait_with_output().expect("the command ends");
        let text = |bytes| String::from_utf8(bytes).expect("reports are UTF-8");
        Finished {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    fn git(&self, words: &[&str]) {
        let output = Command::new("git")
            .current_dir(self.path())
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.test"])
            .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
            .args(words)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{words:?}: {output:?}");
    }
}

/// A contract of one operation that takes a number up to a maximum.
fn contract(version: &str, maximum: u32) -> String {
    format!(
        "openapi: 3.1.0
info: {{ title: Shop, version: {version} }}
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - {{ name: limit, in: query, schema: {{ type: integer, maximum: {maximum} }} }}
      responses: {{ '200': {{ description: ok }} }}
"
    )
}

/// `rule contract` of each finding of a JSON report.
fn findings(report: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(report).expect("a report is JSON");
    let changes = report["changes"].as_array().expect("findings");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    changes
        .iter()
        .map(|change| format!("{} {}", text(&change["rule"]), text(&change["contract"])))
        .collect()
}
