//! May this revision of a contract replace that base? Changes, severities and witnesses.
