//! Node pools of a cluster.

use super::{Method, Operation};
use crate::rules::Schema;
use crate::rules::schemas::{
    CREATE_NODE_POOL_REQUEST, NODE_POOL_LIST_RESPONSE_DATA, NODE_POOL_RESPONSE_DATA,
    PATCH_NODE_POOL_REQUEST,
};

/// Lists the node pools of a cluster.
pub static LIST: Operation = Operation {
    name: "nodePools.list",
    method: Method::Get,
    path: "/clusters/{clusterId}/nodepools",
    query: None,
    body: None,
    answer: Schema::Object(&NODE_POOL_LIST_RESPONSE_DATA),
};

/// Creates a node pool in a cluster.
pub static CREATE: Operation = Operation {
    name: "nodePools.create",
    method: Method::Post,
    path: "/clusters/{clusterId}/nodepools",
    query: None,
    body: Some(Schema::Object(&CREATE_NODE_POOL_REQUEST)),
    answer: Schema::Object(&NODE_POOL_RESPONSE_DATA),
};

/// Reads one node pool.
pub static GET: Operation = Operation {
    name: "nodePools.get",
    method: Method::Get,
    path: "/clusters/{clusterId}/nodepools/{nodepoolId}",
    query: None,
    body: None,
    answer: Schema::Object(&NODE_POOL_RESPONSE_DATA),
};

/// Changes some properties of a node pool.
pub static UPDATE: Operation = Operation {
    name: "nodePools.update",
    method: Method::Patch,
    path: "/clusters/{clusterId}/nodepools/{nodepoolId}",
    query: None,
    body: Some(Schema::Object(&PATCH_NODE_POOL_REQUEST)),
    answer: Schema::Object(&NODE_POOL_RESPONSE_DATA),
};

/// Removes a node pool from its cluster and deletes it.
pub static DELETE: Operation = Operation {
    name: "nodePools.delete",
    method: Method::Delete,
    path: "/clusters/{clusterId}/nodepools/{nodepoolId}",
    query: None,
    body: None,
    answer: Schema::Object(&NODE_POOL_RESPONSE_DATA),
};
