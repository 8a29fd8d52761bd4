//! Clusters.

use super::{Method, Operation};
use crate::rules::Schema;
use crate::rules::schemas::{
    CLUSTER_LIST_RESPONSE_DATA, CLUSTER_RESPONSE_DATA, CREATE_CLUSTER_REQUEST,
    PATCH_CLUSTER_REQUEST,
};

/// Lists the clusters that the caller may access.
pub static LIST: Operation = Operation {
    name: "clusters.list",
    method: Method::Get,
    path: "/clusters",
    query: Some("name"),
    body: None,
    answer: Schema::Object(&CLUSTER_LIST_RESPONSE_DATA),
};

/// Creates a cluster in an existing data center.
pub static CREATE: Operation = Operation {
    name: "clusters.create",
    method: Method::Post,
    path: "/clusters",
    query: None,
    body: Some(Schema::Object(&CREATE_CLUSTER_REQUEST)),
    answer: Schema::Object(&CLUSTER_RESPONSE_DATA),
};

/// Reads one cluster.
pub static GET: Operation = Operation {
    name: "clusters.get",
    method: Method::Get,
    path: "/clusters/{clusterId}",
    query: None,
    body: None,
    answer: Schema::Object(&CLUSTER_RESPONSE_DATA),
};

/// Changes some properties of a cluster.
pub static UPDATE: Operation = Operation {
    name: "clusters.update",
    method: Method::Patch,
    path: "/clusters/{clusterId}",
    query: None,
    body: Some(Schema::Object(&PATCH_CLUSTER_REQUEST)),
    answer: Schema::Object(&CLUSTER_RESPONSE_DATA),
};

/// Deletes a cluster.
pub static DELETE: Operation = Operation {
    name: "clusters.delete",
    method: Method::Delete,
    path: "/clusters/{clusterId}",
    query: None,
    body: None,
    answer: Schema::Object(&CLUSTER_RESPONSE_DATA),
};

/// Reads the kubeconfig of a cluster.
pub static KUBECONFIG: Operation = Operation {
    name: "clusters.kubeconfig",
    method: Method::Get,
    path: "/clusters/{clusterId}/kubeconfig",
    query: None,
    body: None,
    answer: Schema::Free,
};
