//! Is a file of a folder a contract? Folders hold parts of contracts, examples and configurations, too.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// The keys at the top of a document that say what it is.
#[derive(Debug, Default, Deserialize)]
struct Head {
    openapi: Option<IgnoredAny>,
    swagger: Option<IgnoredAny>,
    #[serde(rename = "$schema")]
    schema: Option<IgnoredAny>,
}

/// Can a contract have this name?
pub(super) fn may_be_contract(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Does the document say that it is an OpenAPI or Swagger document, or a JSON Schema?
pub(super) fn is_contract(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let begins = text.trim_ascii_start();
    if begins.starts_with(b"{") {
        // Flow mappings of YAML are rare, and small: what is no JSON is asked of the other reader.
        let head: Head = serde_json::from_slice(begins)
            .ok()
            .or_else(|| serde_yaml::from_slice(begins).ok())
            .unwrap_or_default();
        return head.openapi.is_some() || head.swagger.is_some() || head.schema.is_some();
    }
    // Block YAML: a key of the document begins its line.
    text.split(|byte| *byte == b'\n').any(|line| {
        ["openapi", "swagger", "$schema"].iter().any(|key| {
            let key = key.as_bytes();
            let quoted = |quote: u8| {
                let line = line.strip_prefix(&[quote])?.strip_prefix(key)?;
                line.strip_prefix(&[quote])
            };
            let rest = line.strip_prefix(key);
            let rest = rest.or_else(|| quoted(b'"')).or_else(|| quoted(b'\''));
            rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_contract, may_be_contract};

    #[test]
    fn a_contract_is_known_by_its_keys() {
        for text in [
            "openapi: 3.1.0\n",
            "# ours\n---\ninfo: {}\nopenapi: 3.1.0\n",
            "\u{feff}swagger: '2.0'\n",
            "\"openapi\" : 3.1.0\r\n",
            "{\"info\": {}, \"openapi\": \"3.1.0\"}",
            "{ openapi: 3.1.0, info: {} }",
            "$schema: https://json-schema.org/draft/2020-12/schema\n",
            "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
        ] {
            assert!(is_contract(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn parts_examples_and_other_files_are_none() {
        for text in [
            "",
            "type: object\n",
            "info:\n  openapi: 3.1.0\n",
            "openapis: 1\n",
            "{\"info\": {\"openapi\": \"3.1.0\"}}",
            "[1, 2]",
            "{ broken",
        ] {
            assert!(!is_contract(text.as_bytes()), "{text}");
        }
        assert!(!is_contract(&[0xff, 0xfe, 0x00]));
    }

    #[test]
    fn only_yaml_and_json_are_looked_into() {
        assert!(
            may_be_contract("a/b.YAML") && may_be_contract("a.yml") && may_be_contract("a.json")
        );
        assert!(
            !may_be_contract("yaml") && !may_be_contract("a.yaml.md") && !may_be_contract("a/b")
        );
    }
}
