//! The formats that are asserted: exactly those that generated servers assert, so that both give the same verdict. Every
//! other format is an annotation (JSON Schema 2020-12 Validation 7.2.1).

use std::sync::LazyLock;

use jsonschema::{Keyword, ValidationError, ValidationOptions};
use serde_json::{Map, Value, json};

/// Makes `format` of these options mean what this module says.
pub(crate) fn assert_formats(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    options.with_keyword("format", |_: &Map<String, Value>, name: &Value, _| {
        Ok(Box::new(FormatKeyword {
            format: name.as_str().and_then(Asserted::from_name),
        }) as Box<dyn for<'i> Keyword<'i>>)
    })
}

struct FormatKeyword {
    format: Option<Asserted>,
}

impl<'i> Keyword<'i> for FormatKeyword {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            let words = self.format.map_or("", Asserted::words);
            Err(ValidationError::custom(words))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.format.is_none_or(|format| format.accepts(instance))
    }
}

/// A format that is asserted.
#[derive(Clone, Copy)]
enum Asserted {
    /// Whole numbers from the first to the second.
    Integer(i128, i128, &'static str),
    /// What a compiled one-keyword schema accepts.
    Text(&'static LazyLock<jsonschema::Validator>, &'static str),
    Base64,
}

static DATE_TIME: LazyLock<jsonschema::Validator> = LazyLock::new(|| format_only("date-time"));
static DATE: LazyLock<jsonschema::Validator> = LazyLock::new(|| format_only("date"));
static UUID: LazyLock<jsonschema::Validator> = LazyLock::new(|| format_only("uuid"));

/// RFC 3339 `full-time` or `partial-time`, seconds optional.
static TIME: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    pattern_only(
        r"^([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)(\.[0-9]+)?)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$",
    )
});
/// ISO 8601, units in order, nothing after a fraction.
static DURATION: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let number = "[0-9]+([.,][0-9]+)?";
    let units = |letters: &str| -> String {
        let unit = |letter: char| format!("({number}{letter})?");
        letters.chars().map(unit).collect()
    };
    let (calendar, clock) = (units("YMWD"), units("HMS"));
    pattern_only(&format!(
        "^[+-]?P(?!.*[.,][0-9]+[A-Z].)(?=[0-9]|T[0-9]){calendar}(T(?=[0-9]){clock})?$"
    ))
});
/// What JSON calls a number, more zeros and signs, a point at either end.
static DECIMAL: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| pattern_only(r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$"));

fn pattern_only(pattern: &str) -> jsonschema::Validator {
    jsonschema::draft202012::options()
        .offline()
        .build(&json!({ "pattern": pattern }))
        .expect("a schema of one known keyword compiles")
}

fn format_only(name: &str) -> jsonschema::Validator {
    jsonschema::draft202012::options()
        .offline()
        .should_validate_formats(true)
        .build(&json!({ "format": name }))
        .expect("a schema of one known keyword compiles")
}

impl Asserted {
    fn from_name(name: &str) -> Option<Self> {
        let whole = |low: i128, high: i128, words| Some(Self::Integer(low, high, words));
        match name {
            "int8" => whole(-0x80, 0x7F, "a whole number of 8 bits"),
            "int16" => whole(-0x8000, 0x7FFF, "a whole number of 16 bits"),
            "int32" => whole(-0x8000_0000, 0x7FFF_FFFF, "a whole number of 32 bits"),
            "int64" => whole(
                i64::MIN.into(),
                i64::MAX.into(),
                "a whole number of 64 bits",
            ),
            "uint8" => whole(0, 0xFF, "a whole number of 8 bits that is not negative"),
            "uint16" => whole(0, 0xFFFF, "a whole number of 16 bits that is not negative"),
            "uint32" => whole(
                0,
                0xFFFF_FFFF,
                "a whole number of 32 bits that is not negative",
            ),
            "uint64" => whole(
                0,
                u64::MAX.into(),
                "a whole number of 64 bits that is not negative",
            ),
            "date-time" => Some(Self::Text(
                &DATE_TIME,
                "a date and time such as 2026-01-31T08:00:00Z",
            )),
            "date" => Some(Self::Text(&DATE, "a date such as 2026-01-31")),
            "time" => Some(Self::Text(&TIME, "a time such as 08:30:00Z")),
            "duration" => Some(Self::Text(&DURATION, "a duration such as PT1H30M")),
            "decimal" | "decimal128" | "number-as-string" => {
                Some(Self::Text(&DECIMAL, "a decimal number such as 12.50"))
            }
            "uuid" => Some(Self::Text(&UUID, "a UUID")),
            "byte" => Some(Self::Base64),
            _ => None,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Integer(_, _, words) | Self::Text(_, words) => words,
            Self::Base64 => "base64 text",
        }
    }

    fn accepts(self, instance: &Value) -> bool {
        match (self, instance) {
            (Self::Integer(low, high, _), Value::Number(number)) => {
                let signed = number.as_i64().map(i128::from);
                match signed.or_else(|| number.as_u64().map(i128::from)) {
                    Some(value) => (low..=high).contains(&value),
                    None => number
                        .as_f64()
                        .is_some_and(|value| is_whole_within(value, low, high)),
                }
            }
            (Self::Text(validator, _), Value::String(_)) => validator.is_valid(instance),
            (Self::Base64, Value::String(text)) => is_base64(text),
            _ => true,
        }
    }
}

/// For numbers written with a fraction or an exponent.
fn is_whole_within(value: f64, low: i128, high: i128) -> bool {
    #[expect(
        clippy::cast_precision_loss,
        reason = "rounding up at 2^63 and 2^64 is undone by comparing with less"
    )]
    let (low, high) = (low as f64, high as f64);
    let below = if high >= 9_007_199_254_740_992.0 {
        value < high
    } else {
        value <= high
    };
    value.fract() == 0.0 && value >= low && below
}

/// RFC 4648 section 4, with or without padding.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let alphabet = digits
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    let loose_bits = match digits.len() % 4 {
        1 => return false,
        2 => 0b1111,
        3 => 0b11,
        _ => 0,
    };
    let last = digits.bytes().next_back().map_or(0, digit);
    let padded = padding == 0 || (digits.len() + padding).is_multiple_of(4) && padding <= 2;
    alphabet && padded && last & loose_bits == 0
}

fn digit(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    }
}

#[cfg(test)]
mod tests {
    use super::Asserted;
    use serde_json::{Value, json};

    fn check(format: &str, valid: &[Value], invalid: &[Value]) {
        let format = Asserted::from_name(format).expect("an asserted format");
        for instance in valid {
            assert!(format.accepts(instance), "{instance}");
        }
        for instance in invalid {
            assert!(!format.accepts(instance), "{instance}");
        }
    }

    #[test]
    fn integer_formats_are_ranges_of_whole_numbers() {
        check(
            "int32",
            &[
                json!(2_147_483_647),
                json!(-2_147_483_648_i64),
                json!(1.0),
                json!("x"),
            ],
            &[json!(2_147_483_648_u64), json!(1.5)],
        );
        check(
            "int64",
            &[json!(i64::MIN), json!(i64::MAX)],
            &[json!(9_223_372_036_854_775_808_u64), json!(1e19)],
        );
        check(
            "uint64",
            &[json!(u64::MAX), json!(0)],
            &[json!(-1), json!(18_446_744_073_709_551_616.0)],
        );
        check("uint8", &[json!(255)], &[json!(256), json!(-1)]);
    }

    #[test]
    fn text_formats_are_asserted_on_text_only() {
        check(
            "date-time",
            &[json!("2026-01-31T08:00:00Z"), json!(3)],
            &[json!("2026-01-31")],
        );
        check("date", &[json!("2026-01-31")], &[json!("2026-02-30")]);
        check(
            "uuid",
            &[json!("67e55044-10b1-426f-9247-bb680e5fe0c8")],
            &[json!("67e5504410b1426f9247bb680e5fe0c8")],
        );
        check("time", &[json!("08:30"), json!(7)], &[json!("8:30")]);
        check(
            "duration",
            &[json!("P1DT0.5S")],
            &[json!("PT"), json!("P0.5D1M")],
        );
        check("decimal", &[json!("+01."), json!(7)], &[json!("1,5")]);
        check(
            "byte",
            &[json!("AQIDBA=="), json!("AQIDBA"), json!("")],
            &[json!("A"), json!("AQ%="), json!("AR=="), json!("AQI==")],
        );
    }
}
