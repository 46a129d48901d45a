//! The client runtime under generated code: one execute with deadline, retry, authentication and telemetry.
