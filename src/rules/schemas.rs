//! The bodies of the API as data. The contract test compares them with `api/openapi.yaml`.

use checker::{
    Field, Format, Integer, Object, Pattern, Schema, Text, is_uuid, nullable, object, optional,
    required,
};

use crate::models::{AvailabilityZone, DayOfTheWeek, State, StorageType};

const STRING: Schema = Schema::Text(&Text::ANY);

static UUID: Text = Text {
    min_length: Some(32),
    max_length: Some(36),
    pattern: Some(Pattern::Uuid),
    ..Text::ANY
};

static NAME: Text = Text {
    min_length: Some(2),
    max_length: Some(63),
    pattern: Some(Pattern::Name),
    ..Text::ANY
};

static TOKEN: Text = Text {
    max_length: Some(32),
    pattern: Some(Pattern::Token),
    ..Text::ANY
};

static TIME: Text = Text {
    pattern: Some(Pattern::Time),
    ..Text::ANY
};

static DAY_OF_THE_WEEK: Text = Text {
    one_of: DayOfTheWeek::KNOWN,
    ..Text::ANY
};

static STATE: Text = Text {
    one_of: State::KNOWN,
    ..Text::ANY
};

/// The zones in which nodes can be placed.
pub static AVAILABILITY_ZONE: Text = Text {
    one_of: AvailabilityZone::KNOWN,
    ..Text::ANY
};

/// The hardware types of a volume.
pub static STORAGE_TYPE: Text = Text {
    one_of: StorageType::KNOWN,
    ..Text::ANY
};

/// Ids in a path: of a cluster or of a node pool.
pub static PATH_ID: &Text = &UUID;

/// Whether a text is such an id.
#[must_use]
pub fn is_path_id(text: &[u8]) -> bool {
    is_uuid(text)
}

/// The filter of the list of clusters.
pub static NAME_FILTER: Text = Text {
    max_length: Some(63),
    pattern: Some(Pattern::Token),
    ..Text::ANY
};

static NETWORK: Text = Text {
    format: Some(Format::Cidr),
    ..Text::ANY
};

static GATEWAY: Text = Text {
    format: Some(Format::Ip),
    ..Text::ANY
};

const fn at_least(minimum: i64) -> Integer {
    Integer {
        minimum: Some(minimum),
        multiple_of: None,
        wide: false,
    }
}

static ONE_OR_MORE: Integer = at_least(1);
static STORAGE_SIZE: Integer = at_least(10);
static RAM_SIZE: Integer = Integer {
    multiple_of: Some(1024),
    ..at_least(2048)
};
static HTTP_STATUS: Integer = Integer {
    minimum: None,
    multiple_of: None,
    wide: false,
};
static REVISION: Integer = Integer {
    wide: true,
    ..at_least(0)
};

static AUTO_SCALING_FIELDS: [Field; 2] = [
    required("minNodeCount", Schema::Integer(&ONE_OR_MORE)),
    required("maxNodeCount", Schema::Integer(&ONE_OR_MORE)),
];

/// `AutoScalingBase`
pub static AUTO_SCALING_BASE: Object = Object {
    ascending: Some(("minNodeCount", "maxNodeCount")),
    ..object("AutoScalingBase", &AUTO_SCALING_FIELDS)
};

/// `AutoScaling`
pub static AUTO_SCALING: Object = Object {
    ascending: Some(("minNodeCount", "maxNodeCount")),
    ..object("AutoScaling", &AUTO_SCALING_FIELDS)
};

/// `MaintenanceWindow`
pub static MAINTENANCE_WINDOW: Object = object(
    "MaintenanceWindow",
    &[
        required("time", Schema::Text(&TIME)),
        required("dayOfTheWeek", Schema::Text(&DAY_OF_THE_WEEK)),
    ],
);

/// `Route`
pub static ROUTE: Object = object(
    "Route",
    &[
        required("network", Schema::Text(&NETWORK)),
        required("gateway", Schema::Text(&GATEWAY)),
    ],
);

/// `Lan`
pub static LAN: Object = object(
    "Lan",
    &[
        required("lanId", STRING),
        optional("dhcp", Schema::Boolean),
        optional("routes", Schema::Array(&Schema::Object(&ROUTE))),
    ],
);

const LANS: Schema = Schema::Array(&Schema::Object(&LAN));

/// `Metadata`
pub static METADATA: Object = object(
    "Metadata",
    &[
        optional("ETag", STRING),
        optional("createdDate", STRING),
        optional("createdBy", STRING),
        optional("createdByUserId", STRING),
        optional("createdInContractNumber", STRING),
        optional("lastModifiedDate", STRING),
        optional("lastModifiedBy", STRING),
        optional("lastModifiedByUserId", STRING),
        optional("currentDataPlatformVersion", Schema::Text(&TOKEN)),
        optional("currentDataPlatformRevision", Schema::Integer(&REVISION)),
        optional("availableUpgradeVersions", Schema::Array(&STRING)),
        optional("state", Schema::Text(&STATE)),
    ],
);

/// `ErrorMessage`
pub static ERROR_MESSAGE: Object = object(
    "ErrorMessage",
    &[optional("errorCode", STRING), optional("message", STRING)],
);

/// `ErrorResponse`
pub static ERROR_RESPONSE: Object = object(
    "ErrorResponse",
    &[
        optional("httpStatus", Schema::Integer(&HTTP_STATUS)),
        optional("messages", Schema::Array(&Schema::Object(&ERROR_MESSAGE))),
    ],
);

/// `Cluster`
pub static CLUSTER: Object = object(
    "Cluster",
    &[
        optional("name", Schema::Text(&NAME)),
        optional("dataPlatformVersion", Schema::Text(&TOKEN)),
        optional("datacenterId", Schema::Text(&UUID)),
        optional("maintenanceWindow", Schema::Object(&MAINTENANCE_WINDOW)),
        optional("lans", LANS),
    ],
);

/// `ClusterResponseData`
pub static CLUSTER_RESPONSE_DATA: Object = object(
    "ClusterResponseData",
    &[
        required("id", Schema::Id(&UUID)),
        optional("type", STRING),
        optional("href", STRING),
        required("metadata", Schema::Object(&METADATA)),
        required("properties", Schema::Object(&CLUSTER)),
    ],
);

/// `ClusterListResponseData`
pub static CLUSTER_LIST_RESPONSE_DATA: Object = object(
    "ClusterListResponseData",
    &[
        optional("id", STRING),
        optional("type", STRING),
        optional("href", STRING),
        required(
            "items",
            Schema::Array(&Schema::Object(&CLUSTER_RESPONSE_DATA)),
        ),
    ],
);

/// `CreateClusterProperties`
pub static CREATE_CLUSTER_PROPERTIES: Object = object(
    "CreateClusterProperties",
    &[
        required("name", Schema::Text(&NAME)),
        optional("dataPlatformVersion", Schema::Text(&TOKEN)),
        required("datacenterId", Schema::Text(&UUID)),
        optional("maintenanceWindow", Schema::Object(&MAINTENANCE_WINDOW)),
        optional("lans", LANS),
    ],
);

/// `CreateClusterRequest`
pub static CREATE_CLUSTER_REQUEST: Object = object(
    "CreateClusterRequest",
    &[required(
        "properties",
        Schema::Object(&CREATE_CLUSTER_PROPERTIES),
    )],
);

/// `PatchClusterProperties`
pub static PATCH_CLUSTER_PROPERTIES: Object = Object {
    immutable: &["datacenterId"],
    ..object(
        "PatchClusterProperties",
        &[
            optional("name", Schema::Text(&NAME)),
            optional("dataPlatformVersion", Schema::Text(&TOKEN)),
            optional("maintenanceWindow", Schema::Object(&MAINTENANCE_WINDOW)),
            optional("lans", LANS),
        ],
    )
};

/// `PatchClusterRequest`
pub static PATCH_CLUSTER_REQUEST: Object = object(
    "PatchClusterRequest",
    &[required(
        "properties",
        Schema::Object(&PATCH_CLUSTER_PROPERTIES),
    )],
);

/// `NodePool`
pub static NODE_POOL: Object = object(
    "NodePool",
    &[
        optional("name", Schema::Text(&NAME)),
        optional("dataPlatformVersion", Schema::Text(&TOKEN)),
        optional("datacenterId", Schema::Text(&UUID)),
        optional("nodeCount", Schema::Integer(&ONE_OR_MORE)),
        optional("cpuFamily", Schema::Text(&TOKEN)),
        optional("coresCount", Schema::Integer(&ONE_OR_MORE)),
        optional("ramSize", Schema::Integer(&RAM_SIZE)),
        optional("availabilityZone", Schema::Text(&AVAILABILITY_ZONE)),
        optional("storageType", Schema::Text(&STORAGE_TYPE)),
        optional("storageSize", Schema::Integer(&STORAGE_SIZE)),
        optional("maintenanceWindow", Schema::Object(&MAINTENANCE_WINDOW)),
        optional("labels", Schema::Strings),
        optional("annotations", Schema::Strings),
        optional("autoScaling", Schema::Object(&AUTO_SCALING)),
    ],
);

/// `NodePoolResponseData`
pub static NODE_POOL_RESPONSE_DATA: Object = object(
    "NodePoolResponseData",
    &[
        required("id", Schema::Id(&UUID)),
        optional("type", STRING),
        optional("href", STRING),
        required("metadata", Schema::Object(&METADATA)),
        required("properties", Schema::Object(&NODE_POOL)),
    ],
);

/// `NodePoolListResponseData`
pub static NODE_POOL_LIST_RESPONSE_DATA: Object = object(
    "NodePoolListResponseData",
    &[
        optional("id", STRING),
        optional("type", STRING),
        optional("href", STRING),
        required(
            "items",
            Schema::Array(&Schema::Object(&NODE_POOL_RESPONSE_DATA)),
        ),
    ],
);

/// `CreateNodePoolProperties`
pub static CREATE_NODE_POOL_PROPERTIES: Object = object(
    "CreateNodePoolProperties",
    &[
        required("name", Schema::Text(&NAME)),
        required("nodeCount", Schema::Integer(&ONE_OR_MORE)),
        optional("cpuFamily", Schema::Text(&TOKEN)),
        optional("coresCount", Schema::Integer(&ONE_OR_MORE)),
        optional("ramSize", Schema::Integer(&RAM_SIZE)),
        optional("availabilityZone", Schema::Text(&AVAILABILITY_ZONE)),
        optional("storageType", Schema::Text(&STORAGE_TYPE)),
        optional("storageSize", Schema::Integer(&STORAGE_SIZE)),
        optional("maintenanceWindow", Schema::Object(&MAINTENANCE_WINDOW)),
        optional("labels", Schema::Strings),
        optional("annotations", Schema::Strings),
        optional("autoScaling", Schema::Object(&AUTO_SCALING)),
    ],
);

/// `CreateNodePoolRequest`
pub static CREATE_NODE_POOL_REQUEST: Object = object(
    "CreateNodePoolRequest",
    &[required(
        "properties",
        Schema::Object(&CREATE_NODE_POOL_PROPERTIES),
    )],
);

/// `PatchNodePoolProperties`
pub static PATCH_NODE_POOL_PROPERTIES: Object = Object {
    immutable: &[
        "name",
        "cpuFamily",
        "coresCount",
        "ramSize",
        "availabilityZone",
        "storageType",
        "storageSize",
    ],
    ..object(
        "PatchNodePoolProperties",
        &[
            optional("nodeCount", Schema::Integer(&ONE_OR_MORE)),
            optional("maintenanceWindow", Schema::Object(&MAINTENANCE_WINDOW)),
            optional("labels", Schema::Strings),
            optional("annotations", Schema::Strings),
            nullable("autoScaling", Schema::Object(&AUTO_SCALING)),
        ],
    )
};

/// `PatchNodePoolRequest`
pub static PATCH_NODE_POOL_REQUEST: Object = object(
    "PatchNodePoolRequest",
    &[required(
        "properties",
        Schema::Object(&PATCH_NODE_POOL_PROPERTIES),
    )],
);

/// `VersionsGet200Response`
pub static VERSIONS: Object = object(
    "VersionsGet200Response",
    &[
        optional("id", STRING),
        optional("type", STRING),
        optional("href", STRING),
        required("items", Schema::Array(&STRING)),
    ],
);

/// Every object of the contract.
pub static ALL: &[&Object] = &[
    &AUTO_SCALING,
    &AUTO_SCALING_BASE,
    &CLUSTER,
    &CLUSTER_LIST_RESPONSE_DATA,
    &CLUSTER_RESPONSE_DATA,
    &CREATE_CLUSTER_PROPERTIES,
    &CREATE_CLUSTER_REQUEST,
    &CREATE_NODE_POOL_PROPERTIES,
    &CREATE_NODE_POOL_REQUEST,
    &ERROR_MESSAGE,
    &ERROR_RESPONSE,
    &LAN,
    &MAINTENANCE_WINDOW,
    &METADATA,
    &NODE_POOL,
    &NODE_POOL_LIST_RESPONSE_DATA,
    &NODE_POOL_RESPONSE_DATA,
    &PATCH_CLUSTER_PROPERTIES,
    &PATCH_CLUSTER_REQUEST,
    &PATCH_NODE_POOL_PROPERTIES,
    &PATCH_NODE_POOL_REQUEST,
    &ROUTE,
    &VERSIONS,
];
