//! Whoever writes a contract may write anything into a name: no format takes a part of it for its own.

use countersign_breaking_check::Options;
use countersign_breaking_check::report::{Document, github, html, json, junit, markdown, sarif};
use serde_json::Value;

use crate::support::document_on;

const NAMES: [&str; 7] = [
    "<script>alert(1)</script>",
    "a\n::error file=x,line=1::you lost",
    "]]></failure><x y='\\\"'>",
    "\u{1b}[31mred\u{7}\u{0}\u{202e}",
    "| a | b\n|---|---",
    "`` ` ```\n# heading\n- [link](javascript:alert(1)) <img src=x> @everybody",
    "%0A::warning::x",
];

/// A document in which every name is hostile, and every name breaks somebody.
fn document() -> Document {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text is JSON");
    let text = |required: bool| {
        let parameters: Vec<String> = NAMES
            .iter()
            .map(|name| {
                let name = quoted(name);
                format!("{{ name: {name}, in: query, required: {required}, schema: {{ type: string }} }}")
            })
            .collect();
        let path = quoted(&format!("/{}", NAMES[0]));
        let title = quoted(&NAMES.concat());
        let version = quoted(NAMES[5]);
        format!(
            "openapi: 3.1.0\ninfo: {{ title: {title}, version: {version} }}\npaths:\n  {path}:\n    get:\n      parameters: [{}]\n      responses: {{ \"200\": {{ description: ok }} }}\n",
            parameters.join(", ")
        )
    };
    let document = document_on(&text(false), &text(true), &Options::default());
    let errors = document
        .findings()
        .filter(|(_, finding)| finding.rule == "parameter-became-required");
    assert_eq!(errors.count(), NAMES.len());
    document
}

/// No character that a terminal, a page or a reader of logs would obey.
fn assert_plain(text: &str) {
    let obeyed =
        |char: char| (char.is_control() && char != '\n' && char != '\t') || char == '\u{202e}';
    let found = text.char_indices().find(|(_, char)| obeyed(*char));
    assert_eq!(found, None, "{text}");
}

#[test]
fn a_page_has_no_elements_but_ours() {
    let page = html(&document());
    assert_plain(&page);
    let ours = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p",
        "ul", "li", "span", "code", "mark", "details", "summary", "pre",
    ];
    for opened in page.split('<').skip(1) {
        let name = opened.trim_start_matches('/');
        let name = name
            .split(|char: char| !(char.is_alphanumeric() || char == '!'))
            .next();
        assert!(ours.contains(&name.unwrap_or_default()), "<{opened}");
    }
}

#[test]
fn xml_is_well_formed() {
    let report = junit(&document());
    assert_plain(&report);
    let mut open = Vec::new();
    for tag in report
        .split('<')
        .skip(1)
        .filter(|tag| !tag.starts_with('?'))
    {
        let (tag, text) = tag.split_once('>').expect("every tag ends");
        assert!(!text.contains('>'), "{text}");
        let name = tag
            .split([' ', '/'])
            .find(|part| !part.is_empty())
            .unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed.to_owned()));
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            if !tag.ends_with('/') {
                open.push(name.to_owned());
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for entity in report.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(
            known.iter().any(|known| entity.starts_with(known)),
            "&{entity}"
        );
    }
}

#[test]
fn a_workflow_sees_one_command_for_each_finding() {
    let document = document();
    let text = github(&document);
    assert_plain(&text);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), document.findings().count() + 1, "{text}");
    for line in &lines[..lines.len() - 1] {
        let (properties, _) = line[2..].split_once("::").expect("a command");
        let names = properties.split_once(' ').expect("properties").1.split(',');
        for property in names {
            let name = property.split('=').next();
            assert!(
                ["file", "line", "col", "endColumn", "endLine", "title"]
                    .contains(&name.unwrap_or_default()),
                "{line}"
            );
        }
    }
    assert!(
        text.contains("a%0A::error file=x,line=1::you lost"),
        "{text}"
    );
    assert!(text.contains("%250A::warning::x"), "{text}");
}

#[test]
fn markdown_has_no_structure_but_ours() {
    let text = markdown(&document());
    assert_plain(&text);
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let ticks = line
            .trim_start()
            .chars()
            .take_while(|char| *char == '`')
            .count();
        match &fence {
            Some(open) if line.trim() == open => fence = None,
            Some(_) => continue,
            None if ticks >= 3 => fence = Some("`".repeat(ticks)),
            None => {}
        }
        let line = line.trim_start();
        let ours = line.is_empty()
            || line.starts_with("- ")
            || line.starts_with("**")
            || line.starts_with("```")
            || line.starts_with("# ")
            || [
                "## Breaking changes",
                "## Other changes",
                "## New",
                "### GET ",
            ]
            .iter()
            .any(|heading| line.starts_with(heading));
        assert!(ours, "{line}");
        // Outside of code no character of a name means anything.
        let escaped = ["\\\\", "\\`", "\\[", "\\]"];
        let plain = escaped
            .iter()
            .fold(line.to_owned(), |line, mark| line.replace(mark, ""));
        let words: String = plain.split('`').step_by(2).collect();
        let words = words.replace("<code>", "").replace("</code>", "");
        for mark in ["<", "[", "](", "|", "@"] {
            assert!(!words.contains(mark), "{mark} in {line}");
        }
    }
    assert_eq!(fence, None);
}

#[test]
fn json_and_sarif_hold_names_as_they_are() {
    let report: Value = serde_json::from_str(&json(&document())).expect("JSON");
    let names: Vec<&str> = report["changes"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["place"]["name"].as_str())
        .collect();
    assert_eq!(names, NAMES);
    let log: Value = serde_json::from_str(&sarif(&document())).expect("JSON");
    for result in log["runs"][0]["results"].as_array().expect("results") {
        assert_plain(result["message"]["text"].as_str().expect("a text"));
    }
}
