//! Which declared media type is the body, and is there one the caller takes? (RFC 9110 sections 8.3, 8.4 and 12.5.1)

use bytes::Bytes;
use countersign_core::media_type::{self, MediaType};
use countersign_core::operation::{MediaDescriptor, OperationDescriptor};
use countersign_core::problem::Problem;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};

/// What bytes are without a `Content-Type` (RFC 9110 section 8.3).
const BYTES: &str = "application/octet-stream";

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
    let content_type = headers.get(CONTENT_TYPE);
    if bytes.is_empty() && content_type.is_none() {
        return Ok(None);
    }
    if !bytes.is_empty() {
        refuse_coding(headers)?;
    }
    let content_type = content_type.map_or(BYTES, |field| field.to_str().unwrap_or_default());
    match best(declared.media, content_type) {
        // No text is no JSON text; no bytes may well be an empty file.
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
    let fields = headers.get_all(ACCEPT).iter();
    let accept = fields
        .filter_map(|field| field.to_str().ok())
        .collect::<Vec<_>>()
        .join(",");
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
        .any(|produced| media_type::weight(&accept, &produced) > 0);
    if acceptable {
        return Ok(());
    }
    Err(Problem::new(StatusCode::NOT_ACCEPTABLE)
        .with_detail(format!("this operation answers with {produced}")))
}

/// The declared media type or range that is closest to a message's.
fn best(
    declared: &'static [MediaDescriptor],
    content_type: &str,
) -> Option<&'static MediaDescriptor> {
    // A message has a type; only a contract or an `Accept` has a range.
    let sent = MediaType::parse(content_type).filter(|sent| !sent.to_string().contains('*'))?;
    declared
        .iter()
        .filter_map(|media| Some((MediaType::parse(media.name)?.closeness(&sent)?, media)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, media)| media)
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

#[cfg(test)]
mod tests {
    use countersign_core::operation::MediaDescriptor;

    use super::best;

    #[test]
    fn the_closest_declared_type_is_taken_and_the_first_of_equals() {
        static DECLARED: &[MediaDescriptor] = &[
            MediaDescriptor::raw("*/*"),
            MediaDescriptor::raw("image/*"),
            MediaDescriptor::raw("image/png"),
            MediaDescriptor::raw("image/png; q=x"),
        ];
        let check = |sent, expect| {
            assert_eq!(
                best(DECLARED, sent).map(|media| media.name),
                expect,
                "{sent}"
            );
        };
        check("Image/PNG; a=b", Some("image/png"));
        check("image/gif", Some("image/*"));
        check("text/plain", Some("*/*"));
        check("image/*", None);
        check("image", None);
    }
}
