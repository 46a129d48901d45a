//! `host`, `basePath` and `schemes`: where the API lives (Swagger 2.0, Swagger Object).

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::document::{Fields, Reader};
use crate::model::Server;
use crate::resolve::Place;
use crate::source::SourceSpan;

/// Transfer protocols of the standard, encrypted ones first: the first server is the one a client calls unless told otherwise.
const SCHEMES: [&str; 4] = ["https", "wss", "http", "ws"];

impl<'w> Reader<'w> {
    /// The servers that the top of the document means; `None` when it says nothing about them.
    pub(crate) fn swagger_servers(&mut self, root: &Fields<'w>) -> Option<Vec<Server>> {
        if self.dialect != Dialect::Swagger20 {
            return None;
        }
        let host = self.host(root);
        let base = self.base_path(root);
        let Some((host, span)) = host else {
            let (path, span) = base?;
            let path = if path.is_empty() {
                "/".to_owned()
            } else {
                path
            };
            return Some(vec![server(path, span)]);
        };
        let path = base.map(|(path, _)| path).unwrap_or_default();
        let mut schemes = self.schemes(root);
        if schemes.is_empty() {
            let message = "`schemes` says nothing: the standard means whatever the document was fetched with; https is taken";
            let finding =
                Diagnostic::info("missing-schemes", message).help("add `schemes: [https]`");
            self.habits.note("", span, finding);
            schemes.push(("https", span));
        }
        let servers = schemes.into_iter();
        let servers =
            servers.map(|(scheme, span)| server(format!("{scheme}://{host}{path}"), span));
        Some(servers.collect())
    }

    /// The servers of an operation that has `schemes` of its own.
    pub(crate) fn operation_servers(&mut self, operation: &Fields<'w>) -> Option<Vec<Server>> {
        if self.dialect != Dialect::Swagger20 || operation.get("schemes").is_none() {
            return None;
        }
        let schemes = self.schemes(operation);
        let mut servers: Vec<Server> = Vec::new();
        for (scheme, span) in schemes {
            for inherited in &self.inherited.servers {
                let Some((_, rest)) = inherited.url.split_once("://") else {
                    continue;
                };
                let url = format!("{scheme}://{rest}");
                if servers.iter().all(|known| known.url != url) {
                    servers.push(server(url, span));
                }
            }
        }
        (!servers.is_empty()).then_some(servers)
    }

    /// `host` is a name and a port; a scheme or a path in it is a slip.
    fn host(&mut self, root: &Fields<'w>) -> Option<(String, SourceSpan)> {
        let written = self.text(root, "host")?;
        let span = root.get("host").map_or(root.span(), |place| place.span());
        let bare = written.trim().trim_end_matches('/');
        let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
        if bare != written || bare.contains('/') {
            let message = format!("`host: {written}` is more than a host; `{bare}` is taken");
            let finding = Diagnostic::warning("malformed-host", message)
                .at(span)
                .help("write `host: example.com:8080`, and the rest into `schemes` and `basePath`");
            self.diagnostics.push(finding);
        }
        (!bare.is_empty()).then(|| (bare.to_owned(), span))
    }

    /// `basePath` with a slash at its start and none at its end.
    fn base_path(&mut self, root: &Fields<'w>) -> Option<(String, SourceSpan)> {
        let written = self.text(root, "basePath")?;
        let span = root
            .get("basePath")
            .map_or(root.span(), |place| place.span());
        let path = written.trim().trim_matches('/');
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        Some((path, span))
    }

    fn schemes(&mut self, fields: &Fields<'w>) -> Vec<(&'static str, SourceSpan)> {
        let places = self.list(fields, "schemes");
        let known = |place: &Place<'w>| {
            let word = place.node.as_str()?;
            let mut schemes = SCHEMES.into_iter();
            schemes.find(|scheme| scheme.eq_ignore_ascii_case(word))
        };
        let mut found = Vec::new();
        for place in places {
            if let Some(scheme) = known(&place) {
                found.push((scheme, place.span()));
                continue;
            }
            let message = "this is no transfer protocol; it is left out";
            let finding = Diagnostic::warning("unknown-scheme", message)
                .help("write `https`, `http`, `wss` or `ws`");
            self.habits.note("", place.span(), finding);
        }
        found.sort_by_key(|(scheme, _)| SCHEMES.iter().position(|known| known == scheme));
        found
    }
}

fn server(url: String, span: SourceSpan) -> Server {
    Server {
        url,
        name: None,
        description: None,
        variables: IndexMap::new(),
        span: Some(span),
    }
}
