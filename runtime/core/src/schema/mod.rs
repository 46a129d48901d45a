//! Does a JSON value obey a schema? Static validation tables that generated code emits, and the interpreter that reads them.
//!
//! A [`Schema`] is plain data that can stand in a `static`, refer to other tables by address (cycles included) and costs
//! nothing until it is used. It knows JSON Schema 2020-12 but for references that are dynamic or lead elsewhere, which are
//! plain ones by the time there are tables; it knows nothing of OpenAPI beyond `readOnly`, `writeOnly` and `discriminator`.
//!
//! ```
//! use countersign_core::schema::{Direction, Schema, Violations, validate};
//!
//! static ORDER: Schema = Schema::OBJECT
//!     .properties(&[("quantity", &Schema::INTEGER.minimum(1)), ("parts", &ORDERS)])
//!     .required(&["quantity"]);
//! static ORDERS: Schema = Schema::array_of(&ORDER);
//!
//! let order = serde_json::json!({ "quantity": 2, "parts": [{ "quantity": 0 }] });
//! let mut violations = Violations::default();
//! validate(&ORDER, &order, Direction::Request, &mut violations);
//! assert_eq!(violations.iter().next().unwrap().to_string(), "/parts/0/quantity: must be at least 1, is 0");
//! ```

mod alternatives;
mod applicators;
mod array;
mod chain;
pub(crate) mod decimal;
mod describe;
mod ecma;
mod equality;
mod evaluated;
mod evaluator;
mod format;
mod number;
mod object;
mod pattern;
mod string;
mod table;
mod violation;

pub use chain::{pattern, texts};
pub use equality::same;
pub use evaluator::{is_valid, validate};
pub use format::Format;
pub use pattern::Pattern;
pub use table::{Bound, Direction, Discriminator, Literal, Schema, Types};
pub use violation::{Violation, Violations};
