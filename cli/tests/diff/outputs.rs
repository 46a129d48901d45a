//! Where reports go.

use super::{Folder, contract, findings};

fn pair() -> Folder {
    let folder = Folder::new();
    folder
        .write("old.yaml", &contract("1.0.0", 100))
        .write("new.yaml", &contract("2.0.0", 50));
    folder
}

#[test]
fn one_run_writes_every_format() {
    let folder = pair();
    let finished = folder.diff(
        "old.yaml new.yaml --report json=r.json --report markdown=r.md --report html=r.html \
         --report sarif=r.sarif --report junit=r.xml --report github=r.txt --report text=r.log",
    );
    assert_eq!(finished.code, Some(1), "{}", finished.stderr);
    assert_eq!(folder.read("r.log"), finished.stdout);
    assert_eq!(findings(&folder.read("r.json")), ["maximum-decreased -"]);
    for (file, begins) in [
        ("r.md", "# Shop 1.0.0 to 2.0.0\n"),
        ("r.html", "<!doctype html>"),
        ("r.sarif", "{\n  \"$schema\""),
        ("r.xml", "<?xml"),
        ("r.txt", "::error file=new.yaml,line=8,"),
    ] {
        assert!(
            folder.read(file).starts_with(begins),
            "{file}: {}",
            folder.read(file)
        );
    }
}

#[test]
fn a_report_goes_to_a_file_in_place_of_standard_output() {
    let folder = pair();
    let finished = folder.diff("old.yaml new.yaml --format json --output report.json");
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        findings(&folder.read("report.json")),
        ["maximum-decreased -"]
    );
}

#[test]
fn a_report_that_cannot_be_written_is_no_verdict() {
    let folder = pair();
    let finished = folder.diff("old.yaml new.yaml --report json=missing/report.json");
    assert_eq!(finished.code, Some(2));
    assert!(
        finished
            .stderr
            .contains("missing/report.json cannot be written"),
        "{}",
        finished.stderr
    );
}

#[test]
fn a_report_names_a_format_and_a_file() {
    let folder = pair();
    for words in [
        "--report report.json",
        "--report json=",
        "--report pdf=report.pdf",
    ] {
        let finished = folder.diff(&format!("old.yaml new.yaml {words}"));
        assert_eq!(finished.code, Some(2), "{words}");
    }
}

#[test]
fn a_contract_may_come_from_standard_input() {
    let folder = pair();
    let finished = folder.diff_of("- new.yaml --format json", &folder.read("old.yaml"));
    assert_eq!(findings(&finished.stdout), ["maximum-decreased -"]);
    assert!(
        finished.stdout.contains("\"file\": \"<stdin>\""),
        "{}",
        finished.stdout
    );
    let twice = folder.diff_of("- -", "");
    assert_eq!(twice.code, Some(2));
    assert!(
        twice.stderr.contains("standard input can be read once"),
        "{}",
        twice.stderr
    );
}

#[test]
fn minified_documents_are_shown_by_the_part_that_matters() {
    let folder = Folder::new();
    let document = |maximum: u32| {
        let paths: Vec<String> = (0..20)
            .map(|at| format!("\"/{at}\":{{\"get\":{{\"parameters\":[{{\"name\":\"limit\",\"in\":\"query\",\"schema\":{{\"type\":\"integer\",\"maximum\":{}}}}}],\"responses\":{{\"200\":{{\"description\":\"ok\"}}}}}}}}", if at == 9 { maximum } else { 7 }))
            .collect();
        format!(
            "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"Shop\",\"version\":\"1.0.0\"}},\"paths\":{{{}}}}}",
            paths.join(",")
        )
    };
    folder
        .write("old.json", &document(100))
        .write("new.json", &document(50));
    let finished = folder.diff("old.json new.json");
    insta::assert_snapshot!(finished.stdout);
}

#[test]
fn other_verbs_refuse_formats_of_this_one() {
    let folder = pair();
    let finished = std::process::Command::new(env!("CARGO_BIN_EXE_countersign"))
        .current_dir(folder.path())
        .args(["inspect", "old.yaml", "--format", "junit"])
        .output()
        .expect("the command runs");
    assert_eq!(finished.status.code(), Some(2));
    let said = String::from_utf8_lossy(&finished.stderr);
    assert!(said.contains("only `diff` writes this format"), "{said}");
}
