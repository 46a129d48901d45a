//! YAML texts.

use crate::support::check;

#[test]
fn plain_scalars_follow_the_core_schema() {
    check(
        "a.yaml",
        "a: 1\nb: [~, true, 3.10, 0x1F, text]\n200:\n  c: |\n    x\n    y\nd:\n",
        r#"{"a":1,"b":[null,true,3.1,31,"text"],"200":{"c":"x\ny\n"},"d":null}"#,
        "",
    );
}

#[test]
fn merge_keys_are_applied_and_own_keys_win() {
    check(
        "a.yaml",
        "base: &b {x: 1, y: 2}\nother:\n  x: 0\n  <<: *b\n  z: 3\n",
        r#"{"base":{"x":1,"y":2},"other":{"x":0,"y":2,"z":3}}"#,
        "",
    );
}
