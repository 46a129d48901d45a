//! What a run says, as one plain model, and the formats it is written in: pure functions from the model to text.
//!
//! [`Document`] holds everything that is shown, down to the lines that are framed, and no contract: a folder of large
//! contracts can be compared one by one. How it looks in a terminal is the command's business.

mod approval;
mod build;
mod changelog;
mod escape;
mod excerpt;
mod fingerprint;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod model;
mod sarif;

pub use approval::{Approval, Approvals};
pub use build::{Against, added, compared, removed, unused_ignores};
pub use escape::visible;
pub use github::github;
pub use html::html;
pub use json::{JSON_SCHEMA, json};
pub use junit::junit;
pub use markdown::markdown;
pub use model::{Acceptance, Compared, Document, Edition, Excerpt, Finding, severity_name};
pub use sarif::sarif;
