//! The 12 operations of the API as values: what to send, and what to expect of the answer.
//!
//! Nothing else in the crate knows a path. `docs/architecture.md` says where an operation is added.

pub mod clusters;
pub mod node_pools;
pub mod versions;

use std::fmt;

use checker::words::cut;

use crate::message::Writer;
use crate::rules::Schema;

/// Method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
    /// Changes.
    Patch,
    /// Deletes.
    Delete,
}

impl Method {
    /// The method as it stands in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether sending a request twice has the effect of sending it once (RFC 9110, 9.2.2).
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        matches!(self, Self::Get | Self::Delete)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// Its name in this library, for example `clusters.get`.
    pub name: &'static str,
    /// The method.
    pub method: Method,
    /// The path below the base URL, with its parameters in braces.
    pub path: &'static str,
    /// The name of its query parameter, where it has one.
    pub query: Option<&'static str>,
    /// What its body must be, where it has one.
    pub body: Option<Schema>,
    /// What its answer is.
    pub answer: Schema,
}

impl Operation {
    /// Its `operationId` in the API's description, for example `clustersFindById`. No field: the npm
    /// package never asks for it, and has no use for its text.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self.name {
            "clusters.list" => "clustersGet",
            "clusters.create" => "clustersPost",
            "clusters.get" => "clustersFindById",
            "clusters.update" => "clustersPatch",
            "clusters.delete" => "clustersDelete",
            "clusters.kubeconfig" => "clustersKubeconfigFindByClusterId",
            "nodePools.list" => "clustersNodepoolsGet",
            "nodePools.create" => "clustersNodepoolsPost",
            "nodePools.get" => "clustersNodepoolsFindById",
            "nodePools.update" => "clustersNodepoolsPatch",
            "nodePools.delete" => "clustersNodepoolsDelete",
            "versions.list" => "versionsGet",
            _ => "",
        }
    }

    /// The names of the path's parameters.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(|(_, parameter)| parameter)
    }

    /// Writes the path behind a base URL. An id is written by its parameter's name: it is to be one that needs no encoding.
    pub(crate) fn push_path(
        &self,
        url: &mut String,
        mut push_id: impl FnMut(&mut String, &'static str),
    ) {
        for (text, parameter) in self.parts() {
            url.push_str(text);
            if let Some(name) = parameter {
                push_id(url, name);
            }
        }
    }

    /// The parts of the path: a text, and the name of the parameter behind it, if there is one.
    fn parts(&self) -> Parts {
        Parts(self.path)
    }
}

struct Parts(&'static str);

impl Iterator for Parts {
    type Item = (&'static str, Option<&'static str>);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let path = std::mem::take(&mut self.0);
        let Some((text, rest)) = cut(path, b'{') else {
            return (!path.is_empty()).then_some((path, None));
        };
        let (name, rest) = cut(rest, b'}')?;
        self.0 = rest;
        Some((text, Some(name)))
    }
}

impl Operation {
    /// Names the operation in an event or a failure: never by a URL, which has an id in it.
    pub(crate) fn describe(&self, data: &mut Writer) {
        data.text("operation", self.name);
        data.text("method", self.method.as_str());
        data.text("urlTemplate", self.path);
    }
}

/// Every operation, in the order of the API's description.
pub static ALL: [&Operation; 12] = [
    &clusters::LIST,
    &clusters::CREATE,
    &clusters::GET,
    &clusters::UPDATE,
    &clusters::DELETE,
    &clusters::KUBECONFIG,
    &node_pools::LIST,
    &node_pools::CREATE,
    &node_pools::GET,
    &node_pools::UPDATE,
    &node_pools::DELETE,
    &versions::LIST,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_fills_its_path() {
        let line = |operation: &Operation| {
            let mut line = format!("{} ", operation.method);
            operation.push_path(&mut line, |line, name| line.push_str(name));
            line
        };
        assert_eq!(
            ALL.map(line),
            [
                "GET /clusters",
                "POST /clusters",
                "GET /clusters/clusterId",
                "PATCH /clusters/clusterId",
                "DELETE /clusters/clusterId",
                "GET /clusters/clusterId/kubeconfig",
                "GET /clusters/clusterId/nodepools",
                "POST /clusters/clusterId/nodepools",
                "GET /clusters/clusterId/nodepools/nodepoolId",
                "PATCH /clusters/clusterId/nodepools/nodepoolId",
                "DELETE /clusters/clusterId/nodepools/nodepoolId",
                "GET /versions",
            ]
        );
    }

    #[test]
    fn an_operation_names_its_parameters() {
        let parameters: Vec<_> = node_pools::GET.parameters().collect();
        assert_eq!(parameters, ["clusterId", "nodepoolId"]);
        assert_eq!(clusters::LIST.parameters().count(), 0);
    }
}
