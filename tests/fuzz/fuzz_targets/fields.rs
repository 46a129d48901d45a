//! Any text as a header field: no panic, and what is understood is written as what is understood the same way.
#![no_main]

use countersign_core::media_type::{self, MediaType};
use countersign_core::trace_context::TraceContext;
use countersign_core::{http_date, rate_limit_fields, retry_after};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let offered = ["application/json", "text/*", "*/*", text];
    let _ = media_type::closest(offered.into_iter(), text);
    let _ = media_type::parameter(text, "charset");
    if let Some(media_type) = MediaType::parse(text) {
        // Nothing is closer to a type than the type itself.
        let itself = media_type.closeness(&media_type);
        let any = MediaType::parse("*/*").and_then(|any| any.closeness(&media_type));
        assert!(itself >= any, "{text:?}: {itself:?} {any:?}");
        assert!(media_type::weight(text, &media_type) <= 1000);
    }
    if let Some(date) = http_date::parse(text, None) {
        // However the year is abbreviated, the moment does not depend on when it is read for full years.
        let _ = retry_after::parse(text, Some(date));
    }
    let _ = retry_after::parse(text, None);
    let _ = rate_limit_fields::parse(text);
    if let Some(context) = TraceContext::parse(text) {
        let written = context.to_string();
        assert_eq!(
            TraceContext::parse(&written).map(|again| again.to_string()),
            Some(written)
        );
    }
});
