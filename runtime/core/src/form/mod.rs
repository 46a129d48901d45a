//! How is an object spelled as `application/x-www-form-urlencoded`? (OAS 3.1.1 Encoding Object, WHATWG URL section 5)
//!
//! Objects are JSON values on both sides; the schema says what a text means. Without an [`Encoding`] of its own a member is
//! text, a list repeats its name, and an object is JSON text. `deepObject` nests as deep as it must, lists by position:
//!
//! ```
//! use countersign_core::form::{Encoding, decode, encode};
//! use countersign_core::schema::{Schema, Types};
//!
//! static NUMBER: Schema = Schema::INTEGER;
//! static ITEM: Schema = Schema { types: Types::OBJECT, properties: &[("quantity", &NUMBER)], ..Schema::ANY };
//! static ITEMS: Schema = Schema::array_of(&ITEM);
//! static ORDER: Schema = Schema { types: Types::OBJECT, properties: &[("items", &ITEMS)], ..Schema::ANY };
//! static ENCODINGS: &[Encoding] = &[Encoding::deep_object("items")];
//!
//! let order = serde_json::json!({ "items": [{ "quantity": 2 }] });
//! let text = encode(ENCODINGS, &order).unwrap();
//! assert_eq!(text, "items%5B0%5D%5Bquantity%5D=2");
//! assert_eq!(decode(&ORDER, ENCODINGS, text.as_bytes()).unwrap(), order);
//! assert_eq!(decode(&ORDER, ENCODINGS, b"items[0][quantity]=2").unwrap(), order);
//! ```
//!
//! A form has no `null`: it is sent as an empty text, which reads as `null` where the schema admits that and no text. An
//! empty list is sent as one empty text as well. What could not be told apart is refused when it is encoded.

mod decode;
mod encode;

pub use decode::decode;
pub(crate) use decode::text_value;
pub use encode::encode;
pub(crate) use encode::text;

use crate::operation::Style;

/// Objects and lists within the object.
const DEPTH: usize = 8;

/// How one member of the object is spelled, where that is not the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The member's name.
    pub name: &'static str,
    /// Whether it is JSON text (`contentType: application/json`). The other fields do not count then.
    pub json: bool,
    /// `style`: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
}

impl Encoding {
    /// `style: deepObject`
    pub const fn deep_object(name: &'static str) -> Self {
        Self {
            style: Style::DeepObject,
            ..Self::form(name)
        }
    }

    /// `style: form, explode: true`
    pub const fn form(name: &'static str) -> Self {
        Self {
            name,
            json: false,
            style: Style::Form,
            explode: true,
            allow_reserved: false,
        }
    }

    /// `contentType: application/json`
    pub const fn json(name: &'static str) -> Self {
        Self {
            json: true,
            ..Self::form(name)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::schema::{Schema, Types};

    static NULLABLE: Schema = Schema::of(Types::INTEGER.or(Types::NULL));
    static TEXTS: Schema = Schema::array_of(&Schema::STRING);
    static NUMBERS: Schema = Schema::array_of(&Schema::NUMBER);
    static TREE: Schema = Schema {
        types: Types::OBJECT,
        properties: &[
            ("text", &Schema::STRING),
            ("number", &Schema::NUMBER),
            ("flag", &Schema::BOOLEAN),
            ("nothing", &NULLABLE),
            ("texts", &TEXTS),
            ("numbers", &NUMBERS),
            ("spaced", &NUMBERS),
            ("piped", &TEXTS),
            ("joined", &TEXTS),
            ("tree", &TREE),
            ("deep", &TREE),
            ("trees", &TREES),
            ("deeps", &TREES),
            ("json", &Schema::ANY),
        ],
        additional_properties: Some(&Schema::STRING),
        ..Schema::ANY
    };
    static TREES: Schema = Schema::array_of(&TREE);
    static ENCODINGS: &[Encoding] = &[
        Encoding::deep_object("deep"),
        Encoding::deep_object("deeps"),
        Encoding::json("json"),
        Encoding {
            style: Style::SpaceDelimited,
            explode: false,
            ..Encoding::form("spaced")
        },
        Encoding {
            style: Style::PipeDelimited,
            explode: false,
            ..Encoding::form("piped")
        },
        Encoding {
            explode: false,
            allow_reserved: true,
            ..Encoding::form("joined")
        },
    ];

    fn check(value: &Value, text: &str) {
        // The order of members is that of the JSON library, which has two.
        let sorted = |text: &str| {
            let mut pairs: Vec<String> = text.split('&').map(str::to_owned).collect();
            pairs.sort();
            pairs
        };
        assert_eq!(sorted(&encode(ENCODINGS, value).unwrap()), sorted(text));
        assert_eq!(&decode(&TREE, ENCODINGS, text.as_bytes()).unwrap(), value);
    }

    fn read(text: &str) -> Value {
        decode(&TREE, ENCODINGS, text.as_bytes()).unwrap()
    }

    #[test]
    fn members_are_text_lists_repeat_and_objects_are_json() {
        check(
            &json!({ "text": "a b&c=\u{e9}" }),
            "text=a%20b%26c%3D%C3%A9",
        );
        check(
            &json!({ "number": 2.5, "flag": true }),
            "flag=true&number=2.5",
        );
        check(&json!({ "texts": ["a", "b,c"] }), "texts=a&texts=b%2Cc");
        check(
            &json!({ "tree": { "number": 1 } }),
            "tree=%7B%22number%22%3A1%7D",
        );
        check(&json!({ "json": [null, "1"] }), "json=%5Bnull%2C%221%22%5D");
    }

    #[test]
    fn declared_styles_are_spoken() {
        check(&json!({ "spaced": [1, 2] }), "spaced=1%202");
        check(&json!({ "piped": ["a", "b"] }), "piped=a%7Cb");
        check(&json!({ "joined": ["a/b", "c"] }), "joined=a/b,c");
        check(
            &json!({ "deep": { "texts": ["a", "b"], "deep": { "flag": false } } }),
            "deep%5Bdeep%5D%5Bflag%5D=false&deep%5Btexts%5D%5B0%5D=a&deep%5Btexts%5D%5B1%5D=b",
        );
    }

    #[test]
    fn null_and_the_empty_list_are_empty_texts() {
        check(&json!({ "nothing": null }), "nothing=");
        check(&json!({ "texts": [], "numbers": [] }), "numbers=&texts=");
        check(
            &json!({ "deep": { "texts": [], "nothing": null } }),
            "deep%5Bnothing%5D=&deep%5Btexts%5D=",
        );
        assert!(encode(ENCODINGS, &json!({ "texts": [""] })).is_err());
    }

    #[test]
    fn brackets_are_read_in_every_usual_spelling() {
        let expected = json!({ "deep": { "texts": ["a", "b"] } });
        for text in [
            "deep[texts][0]=a&deep[texts][1]=b",
            "deep[texts][7]=b&deep[texts][3]=a",
            "deep[texts][]=a&deep[texts][]=b",
            "deep[texts]=a&deep%5Btexts%5D=b",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("tree[flag]=true"), json!({ "tree": { "flag": true } }));
        assert_eq!(
            read("text+x=a+b&[=c&d]=e"),
            json!({ "text x": "a b", "[": "c", "d]": "e" })
        );
    }

    #[test]
    fn a_text_of_the_wrong_type_stays_text_for_the_schema_to_refuse() {
        assert_eq!(
            read("number=x&tree=y"),
            json!({ "number": "x", "tree": "y" })
        );
    }

    #[test]
    fn what_has_no_single_meaning_is_refused_where_it_stands() {
        let path = |text: &str| decode(&TREE, ENCODINGS, text.as_bytes()).unwrap_err().path;
        assert_eq!(path("text=a&text=b"), "/text");
        assert_eq!(path("deep[flag]=true&deep[flag][a]=b"), "/deep/flag");
        assert_eq!(path("text=%ff"), "/text");
        assert_eq!(path("deep[a][a][a][a][a][a][a][a][a]=1"), "/deep");
        assert!(decode(&TREE, ENCODINGS, b"text=\xff").is_err());
        assert!(decode(&TREE, ENCODINGS, "a=&".repeat(20_000).as_bytes()).is_err());
    }

    #[test]
    fn only_an_object_is_a_form() {
        assert!(encode(&[], &json!([1])).is_err());
        assert!(encode(&[], &json!({ "a": [[1]] })).is_ok());
    }

    /// An object of the tree's shape.
    fn tree(depth: u32) -> BoxedStrategy<Value> {
        let texts = prop::collection::vec("[a-c \u{e9}&=\\[+%]{1,3}", 0..3);
        let numbers = prop::collection::vec(-9..9_i64, 0..3);
        let below = if depth == 0 {
            Just(json!({"flag": true})).boxed()
        } else {
            tree(depth - 1)
        };
        let text = |name: &'static str| ".{0,5}".prop_map(move |text| (name, json!(text)));
        prop::collection::vec(
            prop_oneof![
                text("text"),
                text("else"),
                any::<i32>().prop_map(|number| ("number", json!(number))),
                any::<bool>().prop_map(|flag| ("flag", json!(flag))),
                Just(("nothing", Value::Null)),
                texts.clone().prop_map(|list| ("texts", json!(list))),
                numbers.clone().prop_map(|list| ("numbers", json!(list))),
                numbers.prop_map(|list| ("spaced", json!(list))),
                below.clone().prop_map(|tree| ("tree", tree)),
                below.clone().prop_map(|tree| ("deep", tree)),
                prop::collection::vec(below.clone(), 0..3).prop_map(|list| ("trees", json!(list))),
                prop::collection::vec(below, 0..3).prop_map(|list| ("deeps", json!(list))),
            ],
            1..6,
        )
        .prop_map(|members| {
            let members = members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value));
            Value::Object(members.collect::<Map<_, _>>())
        })
        .boxed()
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded_to_the_same_value(mut value in tree(2), json in any::<bool>()) {
            // Within brackets any value is text, as JSON it keeps its type.
            value["json"] = json!([json, null, "1"]);
            let text = encode(ENCODINGS, &value).unwrap();
            prop_assert_eq!(decode(&TREE, ENCODINGS, text.as_bytes()).unwrap(), value);
        }

        #[test]
        fn any_bytes_are_a_form_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60), text in "[a-z\\[\\]=&%0-9]{0,60}") {
            let _ = decode(&TREE, ENCODINGS, &bytes);
            let _ = decode(&TREE, ENCODINGS, text.replace('d', "deep").as_bytes());
        }
    }
}
