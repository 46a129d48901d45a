//! What may come back, and what does it mean to a client?

use countersign_contract::Diagnostic;
use countersign_contract::model::{Method, Operation, Response, StatusPattern};

use super::media::{self, Carrier};
use super::operation::OperationLowering;
use crate::model::{ContentModel, Outcome, ResponseModel, StreamModel};

impl OperationLowering<'_, '_> {
    /// The responses in order of precedence; one that covers success is added where the contract forgot it.
    pub(super) fn responses(
        &mut self,
        operation: &Operation,
        stream: Option<&StreamModel>,
    ) -> Vec<ResponseModel> {
        let mut declared: Vec<&Response> = operation.responses.iter().collect();
        declared.sort_by_key(|response| response.status);
        declared.dedup_by_key(|response| response.status);
        let has_success = declared.iter().any(|response| is_success(response.status));
        let mut responses: Vec<ResponseModel> = declared
            .iter()
            .map(|response| self.response(operation, response, has_success, stream))
            .collect();
        if responses
            .iter()
            .all(|response| response.outcome == Outcome::Error)
        {
            self.report_missing_success(operation);
            responses.push(implied_success());
            responses.sort_by_key(|response| response.status);
        }
        responses
    }

    fn response(
        &mut self,
        operation: &Operation,
        response: &Response,
        has_success: bool,
        stream: Option<&StreamModel>,
    ) -> ResponseModel {
        let stream = stream.filter(|stream| stream.status == response.status);
        let outcome = match response.status {
            StatusPattern::Default if !has_success => Outcome::Both,
            status if is_success(status) => Outcome::Success,
            StatusPattern::Code(_) | StatusPattern::Range(_) | StatusPattern::Default => {
                Outcome::Error
            }
        };
        ResponseModel {
            status: response.status,
            outcome,
            description: response.description.clone(),
            contents: self.response_contents(operation, response, stream),
            choice: None,
            streams: stream.is_some(),
            headers: self.headers(&response.headers),
        }
    }

    fn response_contents(
        &mut self,
        operation: &Operation,
        response: &Response,
        stream: Option<&StreamModel>,
    ) -> Vec<ContentModel> {
        let owner = media::body_owner(&self.label, &format!("the {} response", response.status));
        if operation.method == Method::Head || forbids_body(response.status) {
            if let Some(first) = response.content.first() {
                media::report_forbidden_body(&owner, first.span, self.diagnostics);
            }
            return Vec::new();
        }
        let Some(stream) = stream else {
            return self.contents(&response.content, Carrier::Response, &owner);
        };
        self.report_other_streams(response, Some(&stream.media_type));
        let others = response.content.iter();
        let others: Vec<_> = others
            .filter(|media| media::framing(self.contract, media).is_none())
            .cloned()
            .collect();
        self.contents(&others, Carrier::Response, &owner)
    }

    fn report_missing_success(&mut self, operation: &Operation) {
        self.diagnostics.push(
            Diagnostic::warning(
                "no-success-response",
                format!("`{}` declares no response for success", self.label),
            )
            .at(operation.method_span)
            .help("it is generated with an empty `2XX` response; declare what it answers"),
        );
    }
}

fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => code < 400,
        StatusPattern::Range(class) => class < 4,
        StatusPattern::Default => false,
    }
}

/// RFC 9110 6.4.1: 1XX, 204 and 304 never carry content; 205 must not either (15.3.6).
fn forbids_body(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => matches!(code, 100..=199 | 204 | 205 | 304),
        StatusPattern::Range(class) => class == 1,
        StatusPattern::Default => false,
    }
}

fn implied_success() -> ResponseModel {
    ResponseModel {
        status: StatusPattern::Range(2),
        outcome: Outcome::Success,
        description: String::new(),
        contents: Vec::new(),
        choice: None,
        streams: false,
        headers: Vec::new(),
    }
}
