//! Which declared media type is the body, and is there one the caller takes? (RFC 9110 sections 8.3, 8.4 and 12.5.1)

use axum::body::Body;
use countersign_core::media_type::{self, MediaType};
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::Problem;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::Body as _;

/// What bytes are without a `Content-Type` (RFC 9110 section 8.3).
const BYTES: &str = "application/octet-stream";

/// The declared media type of the body; `None` when there is no body or the operation takes none.
///
/// # Errors
/// 415 when the content type is not declared or the content is encoded.
pub(super) fn of_body(
    operation: &'static OperationDescriptor,
    headers: &HeaderMap,
    is_empty: bool,
) -> Result<Option<&'static MediaDescriptor>, Problem> {
    let Some(declared) = operation.body else {
        return Ok(None);
    };
    let content_type = headers.get(CONTENT_TYPE);
    if is_empty && content_type.is_none() {
        return Ok(None);
    }
    if !is_empty {
        refuse_coding(headers)?;
    }
    let content_type = content_type.map_or(BYTES, |field| field.to_str().unwrap_or_default());
    let best = MediaDescriptor::position(declared.media, content_type);
    match best.and_then(|index| declared.media.get(index)) {
        // No text is no JSON text; no bytes may well be an empty file, text or form.
        Some(media) if is_empty && media.schema.is_some() && media.coding.is_json() => Ok(None),
        Some(media) => Ok(Some(media)),
        None if is_empty => Ok(None),
        None => Err(undeclared(declared.media)),
    }
}

/// Is there a body that the handler reads itself?
pub(super) fn is_streamed(
    operation: &'static OperationDescriptor,
    headers: &HeaderMap,
    body: &Body,
) -> bool {
    let declared = operation.body.map_or(&[][..], |body| body.media);
    let content_type = headers.get(CONTENT_TYPE);
    let content_type = content_type.map_or(BYTES, |field| field.to_str().unwrap_or_default());
    let media = MediaDescriptor::position(declared, content_type);
    let media = media.and_then(|index| declared.get(index));
    media.is_some_and(MediaDescriptor::is_streamed) && !body.is_end_stream()
}

/// What the caller takes, to be held against what is answered.
pub(super) fn accept(headers: &HeaderMap) -> String {
    let fields = headers.get_all(ACCEPT).iter();
    fields
        .filter_map(|field| field.to_str().ok())
        .collect::<Vec<_>>()
        .join(",")
}

/// Refuses a caller that takes nothing the operation can answer with; `produced` is the `Accept` value a client of the
/// contract would send. A problem is acceptable to everybody.
///
/// # Errors
/// 406.
pub(super) fn check_accept(accept: &str, produced: &'static str) -> Result<(), Problem> {
    // A field that says nothing rules nothing out.
    if produced.is_empty()
        || !accept
            .split(',')
            .any(|range| MediaType::parse(range).is_some())
    {
        return Ok(());
    }
    let acceptable = produced
        .split(',')
        .filter_map(MediaType::parse)
        .any(|produced| media_type::weight(accept, &produced) > 0);
    if acceptable {
        return Ok(());
    }
    let names: Vec<&str> = produced
        .split(',')
        .filter_map(|name| name.split(";q=").next())
        .collect();
    Err(Problem::new(StatusCode::NOT_ACCEPTABLE)
        .with_detail(format!("this operation answers with {}", names.join(","))))
}

fn refuse_coding(headers: &HeaderMap) -> Result<(), Problem> {
    let coded = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if coded {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
            .with_detail("the body is encoded; send it as it is")
            .with_header(ACCEPT_ENCODING, HeaderValue::from_static("identity")));
    }
    Ok(())
}

fn undeclared(declared: &[MediaDescriptor]) -> Problem {
    let names: Vec<&str> = declared.iter().map(|media| media.name).collect();
    let names = names.join(", ");
    let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
        .with_detail(format!("the body must be one of: {names}"));
    match HeaderValue::from_str(&names) {
        Ok(names) => problem.with_header(ACCEPT, names),
        Err(_) => problem,
    }
}
