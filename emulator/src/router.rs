use std::borrow::Cow;

use ionoscloud_dataplatform::endpoints::{self, Operation};

use crate::reply::Refusal;
use crate::target;

/// The path of the API on its server; everything the endpoints know is below it.
pub(crate) const BASE_PATH: &str = "/dataplatform";

/// Which operation a request is, and with what.
pub(crate) struct Route<'a> {
    pub(crate) operation: &'static Operation,
    /// The values of the path's parameters, in the order of the path.
    pub(crate) parameters: Vec<Cow<'a, str>>,
    /// The query as it stands in the target.
    pub(crate) query: &'a str,
}

/// Finds the operation of a request.
pub(crate) fn route<'a>(method: &str, target: &'a str) -> Result<Route<'a>, Refusal> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let segments: Option<Vec<_>> = path.split('/').map(target::decode).collect();
    let Some(segments) = segments else {
        return Err(Refusal::malformed("the path is not percent-encoded UTF-8"));
    };
    let matching = || {
        let all = endpoints::ALL.into_iter();
        all.filter_map(|operation| Some((operation, parameters(operation, &segments)?)))
    };
    if let Some((operation, parameters)) =
        matching().find(|(operation, _)| operation.method.as_str() == method)
    {
        return Ok(Route {
            operation,
            parameters,
            query,
        });
    }
    let allowed: Vec<_> = matching()
        .map(|(operation, _)| operation.method.as_str())
        .collect();
    if allowed.is_empty() {
        return Err(Refusal::not_found("path"));
    }
    let message = format!(
        "the path does not support the method; it supports {}",
        allowed.join(", ")
    );
    Err(Refusal::new(405, "dsaas-405", &message).with_header("Allow", allowed.join(", ")))
}

/// The values of an operation's parameters, when the path is one of the operation.
fn parameters<'a>(operation: &Operation, segments: &[Cow<'a, str>]) -> Option<Vec<Cow<'a, str>>> {
    let template = || {
        BASE_PATH
            .split('/')
            .chain(operation.path.split('/').skip(1))
    };
    if template().count() != segments.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (expected, segment) in template().zip(segments) {
        if expected.starts_with('{') && !segment.is_empty() {
            parameters.push(segment.clone());
        } else if expected != segment {
            return None;
        }
    }
    Some(parameters)
}
