//! Code in the wrong room, by what it says.

use super::files::SourceFile;

/// A text that may stand only in some places.
struct Room {
    /// What is looked for, in lines that are not comments.
    text: &'static str,
    /// Where it is looked for; empty means everywhere.
    within: &'static [&'static str],
    /// Where it may stand.
    allowed: &'static [&'static str],
    /// What to do instead.
    instead: &'static str,
}

const LIBRARIES: &[&str] = &[
    "contract/src/",
    "codegen/src/",
    "validator/src/",
    "breaking-check/src/",
    "runtime/",
    "templates/src/",
];

const ROOMS: &[Room] = &[
    Room {
        text: "quote!",
        within: &["codegen/src/"],
        allowed: &["codegen/src/emit/", "codegen/src/format/tests/"],
        instead: "text is made in emit/",
    },
    Room {
        text: "heck::",
        within: &["codegen/src/", "cli/src/", "contract/src/"],
        allowed: &["codegen/src/name/"],
        instead: "identifiers are invented in name/",
    },
    Room {
        text: "std::fs",
        within: LIBRARIES,
        allowed: &[
            "contract/src/load/",
            "codegen/src/write",
            "codegen/src/build",
            "codegen/src/format/tests/",
            "runtime/client/tests/",
            "runtime/server/tests/",
        ],
        instead: "files are touched in contract::load and codegen's write.rs only",
    },
    Room {
        text: "clap::",
        within: LIBRARIES,
        allowed: &[],
        instead: "argument parsing is cli's",
    },
    Room {
        text: "anstream",
        within: LIBRARIES,
        allowed: &[],
        instead: "colours are cli's",
    },
    Room {
        text: "println!",
        within: LIBRARIES,
        allowed: &["codegen/src/build"],
        instead: "libraries return data",
    },
    Room {
        text: "granit_parser",
        within: &[
            "contract/",
            "codegen/",
            "validator/",
            "breaking-check/",
            "cli/",
            "xtask/",
            "tests/src",
        ],
        allowed: &["contract/src/syntax/", "contract/tests/", "xtask/src/tidy/"],
        instead: "YAML is read in contract::syntax",
    },
    Room {
        text: "jsonschema::",
        within: &[
            "contract/src/",
            "codegen/src/",
            "cli/src/",
            "breaking-check/src/",
            "validator/src/",
            "runtime/",
        ],
        allowed: &[
            "validator/src/",
            "breaking-check/src/relation/",
            "runtime/core/tests/",
            "runtime/core/src/schema/",
        ],
        instead: "the engine stands behind the validator's and the relation's facades",
    },
    Room {
        text: "#[allow(",
        within: LIBRARIES,
        // A macro cannot know whether there is something deprecated or large in the table it is given.
        allowed: &[
            "codegen/src/emit/",
            "runtime/core/src/default.rs",
            "runtime/core/src/enumeration/",
            "runtime/core/src/multipart/object.rs",
            "runtime/core/src/object/",
            "runtime/core/src/union/",
            "runtime/server/src/macros",
        ],
        instead: "write #[expect(lint, reason = \"..\")]",
    },
    Room {
        text: "#[ignore",
        within: &[],
        allowed: &["xtask/src/tidy/"],
        instead: "a test that does not run proves nothing",
    },
    Room {
        text: "todo!(",
        within: &[],
        allowed: &["xtask/src/tidy/"],
        instead: "finish it or leave it out",
    },
    Room {
        text: "unimplemented!(",
        within: &[],
        allowed: &["xtask/src/tidy/"],
        instead: "finish it or leave it out",
    },
];

/// Does the line hold the text where a word begins? `breaking_check::` is not `heck::`.
fn names(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

/// Looks for every [`Room`] text outside its rooms, and for paths that lead outside.
pub(super) fn check(sources: &[SourceFile], findings: &mut Vec<String>) {
    for file in sources
        .iter()
        .filter(|file| file.is_rust() && !file.is_generated())
    {
        let starts =
            |prefixes: &[&str]| prefixes.iter().any(|prefix| file.path.starts_with(prefix));
        for room in ROOMS {
            if (!room.within.is_empty() && !starts(room.within)) || starts(room.allowed) {
                continue;
            }
            for (number, line) in file.text.lines().enumerate() {
                if !line.trim_start().starts_with("//") && names(line, room.text) {
                    findings.push(format!(
                        "{}:{}: `{}`: {}",
                        file.path,
                        number + 1,
                        room.text,
                        room.instead
                    ));
                }
            }
        }
    }
    let outside = concat!("..", "/shared");
    for file in sources.iter().filter(|file| !file.path.starts_with(".ci/")) {
        if file.text.contains(outside) {
            findings.push(format!(
                "{}: names a folder outside the repository",
                file.path
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_crate_is_not_found_inside_the_name_of_another() {
        assert!(names("use heck::ToSnakeCase;", "heck::"));
        assert!(!names("use breaking_check::compare;", "heck::"));
    }
}
