//! Checks that nothing is missing, then gives axum one route per path.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use http::Method;

use super::builder::{NotFound, Route, Router, Settings};
use super::demands::Demands;
use super::dispatch::{self, Dispatcher};
use super::template::Template;
use super::{BuildError, Endpoint, one_url};
use crate::rate_limit::{Limiter, RateLimiting};
use crate::security::Verifiers;

pub(super) fn build<P: Send + Sync + 'static>(
    router: Router<P>,
) -> Result<axum::Router, BuildError> {
    let Router {
        routes,
        verifiers,
        settings,
        not_found,
        name,
    } = router;
    verifiers.check()?;
    let endpoints = routes
        .into_iter()
        .map(|route| endpoint(route, &verifiers, &settings).map(Arc::new))
        .collect::<Result<Vec<_>, _>>()?;
    let by_path = group(&endpoints)?;

    let settings = Arc::new(settings);
    let mut app = axum::Router::new();
    for (path, of_path) in by_path {
        let dispatcher = Dispatcher::new(&candidates(&endpoints, &of_path), Arc::clone(&settings));
        app = app.route(
            &path,
            axum::routing::any(move |request| dispatcher.dispatch(request)),
        );
    }
    if let Some(name) = &name {
        app = one_url::at_root(app, name, settings.body_bytes);
    }
    Ok(match not_found {
        NotFound::Problem => app.fallback(dispatch::not_found),
        NotFound::LeftToOthers => app,
    })
}

fn endpoint<P: Send + Sync + 'static>(
    route: Route<P>,
    verifiers: &Verifiers<P>,
    settings: &Settings,
) -> Result<Endpoint<P>, BuildError> {
    let descriptor = route.descriptor;
    let operation = descriptor.id;
    let template =
        Template::parse(descriptor.segments(), descriptor.parameters).map_err(|reason| {
            BuildError::UnsupportedPath {
                operation,
                path: descriptor.path,
                reason,
            }
        })?;
    let method = Method::from_bytes(descriptor.method.as_bytes()).map_err(|_| {
        BuildError::InvalidMethod {
            operation,
            method: descriptor.method,
        }
    })?;
    if descriptor.idempotency.header().is_some() && settings.store.is_none() {
        return Err(BuildError::MissingIdempotencyStore { operation });
    }
    let limiter = match (settings.rate_limiting, descriptor.rate_limit) {
        (RateLimiting::Enforce, Some(limit)) => Some(
            Limiter::new(limit, Arc::clone(&settings.clock))
                .ok_or(BuildError::InvalidRateLimit { operation })?,
        ),
        (RateLimiting::Off, _) | (RateLimiting::Enforce, None) => None,
    };
    let security = verifiers.plan(descriptor)?;
    let in_path = descriptor.query.split('&').filter(|pair| !pair.is_empty());
    let in_path = in_path.map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    Ok(Endpoint {
        descriptor,
        method,
        template,
        demands: Demands::new(descriptor),
        reserved: security.query_keys().chain(in_path).collect(),
        security,
        limiter,
        prepare: route.prepare,
    })
}

/// The endpoints of each axum route, by its path.
type ByPath<P> = BTreeMap<String, Vec<Arc<Endpoint<P>>>>;

fn group<P>(endpoints: &[Arc<Endpoint<P>>]) -> Result<ByPath<P>, BuildError> {
    let mut seen: BTreeMap<_, Vec<&Arc<Endpoint<P>>>> = BTreeMap::new();
    let mut by_path = ByPath::new();
    for endpoint in endpoints {
        let descriptor = endpoint.descriptor;
        let rivals = seen
            .entry((endpoint.template.shape(), descriptor.method))
            .or_default();
        let same = |rival: &&&Arc<Endpoint<P>>| rival.demands.equal(&endpoint.demands);
        if let Some(first) = rivals.iter().find(same) {
            return Err(BuildError::ConflictingRoutes {
                first: first.descriptor.id,
                second: descriptor.id,
                method: descriptor.method,
                path: endpoint.template.shape().to_owned(),
            });
        }
        rivals.push(endpoint);
        let of_path = by_path.entry(endpoint.template.axum_path()).or_default();
        of_path.push(Arc::clone(endpoint));
    }
    Ok(by_path)
}

/// Every endpoint that a request on this axum route may be for, most specific first. axum prefers text over captures
/// segment by segment, so `/a/{x}.json/b` attracts requests that in the end only `/a/{x}/{y}` matches.
fn candidates<P>(
    endpoints: &[Arc<Endpoint<P>>],
    of_path: &[Arc<Endpoint<P>>],
) -> Vec<Arc<Endpoint<P>>> {
    let mut candidates: Vec<_> = endpoints
        .iter()
        .filter(|endpoint| {
            of_path
                .iter()
                .any(|own| own.template.overlaps(&endpoint.template))
        })
        .cloned()
        .collect();
    candidates.sort_by_cached_key(|endpoint| {
        let demands = Reverse(endpoint.demands.rank());
        (endpoint.template.specificity(), demands)
    });
    candidates
}
