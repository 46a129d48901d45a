//! Which declared media type is the body, and is there one the caller takes? (RFC 9110 sections 8.3, 8.4 and 12.5.1)

use bytes::Bytes;
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::Problem;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};

/// The declared media type of the body; `None` when there is no body or the operation takes none.
///
/// # Errors
/// 415 when the content type is not declared or the content is encoded.
pub(super) fn of_body(
    operation: &'static OperationDescriptor,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<Option<&'static MediaDescriptor>, Problem> {
    let Some(declared) = operation.body else {
        return Ok(None);
    };
    let content_type = match headers.get(CONTENT_TYPE) {
        Some(content_type) => content_type.to_str().unwrap_or_default(),
        None if bytes.is_empty() => return Ok(None),
        // RFC 9110 section 8.3: without the field the bytes may be taken for what they are, bytes.
        None => "application/octet-stream",
    };
    if !bytes.is_empty() {
        refuse_coding(headers)?;
    }
    let media = declared
        .media
        .iter()
        .filter_map(|media| Some((closeness(media.name, content_type)?, media)))
        .max_by_key(|(closeness, _)| *closeness)
        .map(|(_, media)| media);
    match media {
        Some(media) if bytes.is_empty() && media.schema.is_some() => Ok(None),
        Some(media) => Ok(Some(media)),
        None if bytes.is_empty() => Ok(None),
        None => Err(undeclared(declared.media)),
    }
}

/// Refuses a caller that takes nothing the operation can answer with; `produced` is the `Accept` value a client of the
/// contract would send. A problem is acceptable to everybody.
///
/// # Errors
/// 406.
pub(super) fn check_accept(headers: &HeaderMap, produced: &'static str) -> Result<(), Problem> {
    let mut asked = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|accept| accept.to_str().ok())
        .peekable();
    if produced.is_empty() || asked.peek().is_none() {
        return Ok(());
    }
    let ranges: Vec<&str> = asked
        .flat_map(|accept| accept.split(','))
        .filter(|range| takes(range))
        .collect();
    let acceptable = produced.split(',').any(|produced| {
        ranges
            .iter()
            .any(|range| closeness(range, produced).is_some())
    });
    if acceptable {
        return Ok(());
    }
    Err(Problem::new(StatusCode::NOT_ACCEPTABLE)
        .with_detail(format!("this operation answers with {produced}")))
}

/// Whether the range's weight is not zero.
fn takes(range: &str) -> bool {
    !range.split(';').skip(1).any(|parameter| {
        parameter
            .trim()
            .to_ascii_lowercase()
            .strip_prefix("q=")
            .is_some_and(|weight| {
                weight
                    .trim()
                    .parse::<f32>()
                    .is_ok_and(|weight| weight <= 0.0)
            })
    })
}

/// How closely a range covers a media type: 2 the type itself, 1 `type/*`, 0 anything. Parameters do not count.
fn closeness(range: &str, media_type: &str) -> Option<u8> {
    let (range_type, range_subtype) = essence(range)?;
    let (type_, subtype) = essence(media_type)?;
    if range_type == "*" || type_ == "*" {
        return Some(0);
    }
    if !range_type.eq_ignore_ascii_case(type_) {
        return None;
    }
    if range_subtype == "*" || subtype == "*" {
        return Some(1);
    }
    range_subtype.eq_ignore_ascii_case(subtype).then_some(2)
}

fn essence(media_type: &str) -> Option<(&str, &str)> {
    let (type_, subtype) = media_type.split(';').next()?.split_once('/')?;
    Some((type_.trim(), subtype.trim()))
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
