//! Does this message or instance obey the contract?
//!
//! [`Validator`] judges JSON instances against schemas and recorded requests and responses against operations. What it
//! finds is data with places in the input and in the contract; nothing is printed, nothing is fetched.
//!
//! ```
//! use countersign_contract::load::load_text;
//! use countersign_contract::schema::Projection;
//! use countersign_validator::{Instance, Validator, find_schema};
//!
//! let contract = load_text("shop.yaml", "
//! openapi: 3.1.0
//! info: { title: Shop, version: '1' }
//! paths: {}
//! components: { schemas: { Order: { type: object, properties: { quantity: { minimum: 1 } } } } }
//! ").contract.unwrap();
//! let validator = Validator::new(&contract);
//! let schema = find_schema(&contract, "Order").unwrap();
//! let order = Instance::parse("order.json", "{ \"quantity\": 0 }");
//!
//! let report = validator.check_instance(schema, &order, Projection::Request)?;
//! let violation = &report.violations[0];
//! assert_eq!(format!("{} {}", violation.instance, violation.message), "/quantity must be at least 1, is 0");
//! assert_eq!(order.sources.location(violation.instance_span.unwrap()), "order.json:1:15");
//! # Ok::<(), countersign_validator::EngineError>(())
//! ```

mod engine;
mod explain;
mod format;
mod instance;
pub mod lint;
mod locate;
mod message;
mod recording;
mod refusal;
mod report;
mod style;
mod target;
mod validator;
mod violation;
mod words;

pub use engine::{Engine, EngineError, Formats};
pub use instance::Instance;
pub use message::{CheckedRequest, Finding, FindingKind, Place};
pub use recording::{Body, Headers, RecordedRequest, RecordedResponse, Recording};
pub use refusal::{Refusal, RefusalSubject};
pub use report::Report;
pub use target::find_schema;
pub use validator::Validator;
pub use violation::{SchemaPlace, Violation, ViolationKind};
