//! JSON texts.

use crate::support::check;

#[test]
fn values_of_every_kind_are_read() {
    check(
        "a.json",
        r#" {"a": [1, -2.50, 1e3, true, false, null, "x\n\u00e9\ud83d\ude00"], "": {}} "#,
        r#"{"a":[1,-2.5,1000.0,true,false,null,"x\né😀"],"":{}}"#,
        "",
    );
}

#[test]
fn trailing_commas_and_comments_are_tolerated() {
    check(
        "a.json",
        "{\"a\": [1,2,], // why\n \"b\": 1,\n}",
        r#"{"a":[1,2],"b":1}"#,
        "a.json:1:11 warning[json-trailing-comma] JSON has no comma after the last element
a.json:1:15 warning[json-comment] JSON has no comments
a.json:2:8 warning[json-trailing-comma] JSON has no comma after the last element",
    );
}
