//! Was exactly this generated here before? Then nothing has to be generated again.
//!
//! What was made of what is noted in `.countersign/` inside the output folder, a folder that tells git to pass over it: the
//! note is about this checkout, and in a file under version control it would be a conflict in every merge. It holds what
//! decides the output (texts of the contract and its overlays, options, the program that generates), a checksum of every
//! file, and the findings, so that a run that generates nothing says the same as the one that did.

use std::path::Path;

use countersign_contract::source::SourceMap;
use countersign_contract::{Contract, Diagnostics};
use serde_json::{Value, json};

use super::{WriteError, findings};
use crate::{FileTree, Options};

const FOLDER: &str = ".countersign";
const NOTE: &str = "generated.json";

/// What decides the output, as a short text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    text: String,
}

/// What an earlier run with the same [`Stamp`] made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// How many files there are.
    pub files: usize,
    /// How many lines they have.
    pub lines: usize,
    /// What was found while they were generated.
    pub diagnostics: Diagnostics,
}

impl Stamp {
    /// The stamp of what this program makes of a contract; `None` if it cannot be told which program this is.
    pub fn of(contract: &Contract, options: &Options) -> Option<Self> {
        let program = program()?;
        let version = env!("CARGO_PKG_VERSION");
        let options = checksum(format!("{options:?}").as_bytes());
        let contract = &contract.hash;
        Some(Self {
            text: format!("{version} {program} {contract} {options:016x}"),
        })
    }

    /// What was made here under this stamp, if every file of it is still there and has the same bytes.
    pub fn recorded(&self, contract: &Contract, folder: &Path) -> Option<Recorded> {
        let note = std::fs::read(folder.join(FOLDER).join(NOTE)).ok()?;
        let note: Value = serde_json::from_slice(&note).ok()?;
        if note.get("stamp")?.as_str()? != self.text {
            return None;
        }
        let files = note.get("files")?.as_object()?;
        let same = files.iter().all(|(path, sum)| {
            let text = std::fs::read(folder.join(path));
            text.is_ok_and(|text| sum.as_str() == Some(&format!("{:016x}", checksum(&text))))
        });
        Some(Recorded {
            files: files.len(),
            lines: usize::try_from(note.get("lines")?.as_u64()?).ok()?,
            diagnostics: findings::read(note.get("findings")?, &contract.sources)?,
        })
        .filter(|_| same)
    }

    /// Notes that this tree stands in the folder. A finding that cannot be noted keeps the next run from being skipped.
    ///
    /// # Errors
    /// [`WriteError::Stage`].
    pub fn record(
        &self,
        tree: &FileTree,
        sources: &SourceMap,
        diagnostics: &Diagnostics,
        folder: &Path,
    ) -> Result<(), WriteError> {
        let Some(findings) = findings::note(diagnostics, sources) else {
            return Ok(());
        };
        let files: serde_json::Map<String, Value> = tree
            .iter()
            .map(|(path, text)| {
                let sum = format!("{:016x}", checksum(text.as_bytes()));
                (path.to_owned(), Value::String(sum))
            })
            .collect();
        let note = json!({
            "stamp": self.text,
            "lines": tree.lines(),
            "files": files,
            "findings": findings,
        });
        let inner = folder.join(FOLDER);
        let write = |name: &str, text: &str| std::fs::write(inner.join(name), text);
        std::fs::create_dir_all(&inner)
            .and_then(|()| write(".gitignore", "*\n"))
            .and_then(|()| write(NOTE, &note.to_string()))
            .map_err(|source| WriteError::Stage {
                path: folder.to_owned(),
                source,
            })
    }
}

/// Which program generates: another build may write something else under the same version.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let metadata = std::fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?;
    let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{}-{}", metadata.len(), since.as_nanos()))
}

/// 64 bits over some bytes, eight at a time: enough to see that somebody edited a file.
fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, word: u64| (sum.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| {
        mix(sum, u64::from_le_bytes(*word))
    });
    let sum = rest
        .iter()
        .fold(sum, |sum, byte| mix(sum, u64::from(*byte)));
    sum ^ (sum >> 32)
}
