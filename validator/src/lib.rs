//! Does this message or instance obey the contract?.
