//! The server runtime under generated code: axum routing, verification, validation problems, idempotency, connection timers.
