//! Statuses as words: `Created`, `NotFound`, `Status499`, `ClientError`, `Default`.

use countersign_contract::model::StatusPattern;

/// The PascalCase word for a key of `responses`.
pub(crate) fn status_word(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Code(code) => {
            reason_word(code).map_or_else(|| format!("Status{code}"), str::to_owned)
        }
        StatusPattern::Range(1) => String::from("Informational"),
        StatusPattern::Range(2) => String::from("Success"),
        StatusPattern::Range(3) => String::from("Redirection"),
        StatusPattern::Range(4) => String::from("ClientError"),
        StatusPattern::Range(5) => String::from("ServerError"),
        StatusPattern::Range(class) => format!("Status{class}xx"),
        StatusPattern::Default => String::from("Default"),
    }
}

/// The reason phrase of a status in PascalCase (RFC 9110 section 15 and the IANA registry).
pub(crate) fn reason_word(code: u16) -> Option<&'static str> {
    let word = match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        102 => "Processing",
        103 => "EarlyHints",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        305 => "UseProxy",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return None,
    };
    Some(word)
}
