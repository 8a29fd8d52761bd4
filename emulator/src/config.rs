use std::collections::BTreeSet;
use std::fmt;

use ionoscloud_dataplatform::rules::Pattern;
use serde::{Deserialize, Serialize};

use crate::json::read_object;
use crate::router::BASE_PATH;

/// What an emulator is opened with. Everything has a default.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// Decides every id, every `X-Request-Id` and every fault by probability.
    pub seed: u64,
    /// What the URLs in answers begin with; `/dataplatform` is appended where its path lacks it.
    pub base_url: String,
    /// Whose resources they are when no tenants are declared.
    pub contract: ContractConfig,
    /// The versions of the data platform, in any order.
    pub versions: Vec<VersionConfig>,
    /// Who may call. Without any, every non-empty credential is the administrator of `contract`.
    pub tenants: Vec<Tenant>,
    /// How long the work takes, in milliseconds of emulated time.
    pub timings: Timings,
    /// What to do where the facts about the service are silent or disagree.
    pub switches: Switches,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 0,
            base_url: "https://api.ionos.com/dataplatform".to_owned(),
            contract: ContractConfig::default(),
            versions: default_versions(),
            tenants: Vec::new(),
            timings: Timings::default(),
            switches: Switches::default(),
        }
    }
}

/// The versions that were seen (FACTS 12); 24.3 was the lowest usable one since 2024-07.
fn default_versions() -> Vec<VersionConfig> {
    let seen = [
        ("22.06", true),
        ("22.09", true),
        ("22.11", true),
        ("23.4", true),
        ("23.7", true),
        ("23.11", true),
        ("24.3", false),
        ("24.11", false),
        ("25.3", false),
    ];
    let versions = seen.map(|(name, retired)| VersionConfig {
        name: name.to_owned(),
        retired,
    });
    versions.into()
}

/// A contract and its administrator.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ContractConfig {
    /// Number of the contract.
    pub contract_number: String,
    /// Id of the administrator.
    pub user_id: String,
    /// Name of the administrator.
    pub user: String,
}

impl Default for ContractConfig {
    fn default() -> Self {
        Self {
            contract_number: "31415926".to_owned(),
            user_id: "00000000-0000-4000-8000-000000000001".to_owned(),
            user: "admin@example.com".to_owned(),
        }
    }
}

/// A version of the data platform.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VersionConfig {
    /// Its name, for example `24.3`.
    pub name: String,
    /// Whether it is only listed, no longer to be had.
    #[serde(default)]
    pub retired: bool,
}

/// Somebody who may call, with credentials of their own: a token, or a user name and password.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Tenant {
    /// The token of `Authorization: Bearer`.
    pub token: Option<String>,
    /// The user name of `Authorization: Basic`.
    pub username: Option<String>,
    /// The password that goes with it.
    pub password: Option<String>,
    /// Number of the contract whose resources they see; that of [`Config::contract`] by default.
    pub contract_number: Option<String>,
    /// Id of the user; made of the name by default.
    pub user_id: Option<String>,
    /// Name of the user; the user name, or one made of the role and numbered, by default.
    pub user: Option<String>,
    /// What they may do.
    pub role: Role,
}

/// What a user may do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Everything.
    #[default]
    Administrator,
    /// A user with the group privilege "Manage Dataplatform".
    Manager,
    /// A user without it: every operation is answered with 403.
    User,
}

/// How long the work takes, in milliseconds of emulated time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Timings {
    /// Creating a cluster.
    pub cluster_ms: u64,
    /// Creating a node pool.
    pub node_pool_ms: u64,
    /// Changing either.
    pub update_ms: u64,
    /// Deleting either.
    pub delete_ms: u64,
}

impl Default for Timings {
    /// Creation as observed: a cluster in less than 11 minutes, a node pool in less than 4 (FACTS
    /// 8). For changes and deletions no duration is known.
    fn default() -> Self {
        Self {
            cluster_ms: 480_000,
            node_pool_ms: 210_000,
            update_ms: 120_000,
            delete_ms: 180_000,
        }
    }
}

/// What to do where the facts about the service are silent or disagree. `README.md` of this crate
/// says for each why its default is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Switches {
    /// Fields in a request's body that the API does not know.
    pub unknown_fields: Treatment,
    /// Fields in a PATCH that are fixed at creation.
    pub immutable_fields: Treatment,
    /// A creation of a cluster that names no version.
    pub missing_version: MissingVersion,
    /// Status of a creation: 200 or 202.
    pub create_status: u16,
    /// Deleting a cluster that has node pools.
    pub delete_with_node_pools: DeleteWithNodePools,
    /// The state in the answer to a deletion.
    pub delete_answer: DeleteAnswer,
    /// Creating a node pool while its cluster is still being created.
    pub early_node_pool: Early,
    /// The kubeconfig of a cluster that is still being created.
    pub early_kubeconfig: Early,
    /// The shape of a kubeconfig.
    pub kubeconfig: KubeconfigShape,
    /// The shape of the list of versions.
    pub versions: VersionsShape,
    /// `autoScaling` in an answer, when it is off.
    pub auto_scaling_off: AutoScalingOff,
    /// `dataPlatformVersion` among a node pool's properties.
    pub node_pool_version: Presence,
    /// `ETag` in the metadata; the header field is always there.
    pub metadata_etag: Presence,
    /// Which resources of the contract a manager sees.
    pub visibility: Visibility,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            unknown_fields: Treatment::Ignore,
            immutable_fields: Treatment::Refuse,
            missing_version: MissingVersion::Refuse,
            create_status: 200,
            delete_with_node_pools: DeleteWithNodePools::Cascade,
            delete_answer: DeleteAnswer::Before,
            early_node_pool: Early::Allow,
            early_kubeconfig: Early::Refuse,
            kubeconfig: KubeconfigShape::Object,
            versions: VersionsShape::Object,
            auto_scaling_off: AutoScalingOff::Zero,
            node_pool_version: Presence::Absent,
            metadata_etag: Presence::Present,
            visibility: Visibility::Contract,
        }
    }
}

macro_rules! switch {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }
    };
}

switch! {
    /// What is done with a field that does not belong into a request.
    Treatment {
        /// It is passed over.
        Ignore,
        /// The request is refused with 422.
        Refuse,
    }
}

switch! {
    /// What a creation without a version comes to.
    MissingVersion {
        /// It is refused with 422, `dsaas-o-691`.
        Refuse,
        /// The newest usable version is taken.
        Latest,
    }
}

switch! {
    /// What the deletion of a cluster with node pools comes to.
    DeleteWithNodePools {
        /// They are deleted with it.
        Cascade,
        /// It is refused with 422.
        Refuse,
    }
}

switch! {
    /// The state that the answer to a deletion tells.
    DeleteAnswer {
        /// The one before the deletion.
        Before,
        /// `DESTROYING`.
        Destroying,
    }
}

switch! {
    /// What is done with a request that comes before the cluster is available.
    Early {
        /// It is carried out.
        Allow,
        /// It is refused.
        Refuse,
    }
}

switch! {
    /// The shape of a kubeconfig.
    KubeconfigShape {
        /// A JSON object, as since API 0.0.8.
        Object,
        /// A JSON string with the kubeconfig in it, as API 0.0.7 typed it.
        String,
    }
}

switch! {
    /// The shape of the list of versions.
    VersionsShape {
        /// An object with `items`.
        Object,
        /// A bare array, as up to API 0.0.8.
        Array,
    }
}

switch! {
    /// What `autoScaling` is in an answer, when it is off.
    AutoScalingOff {
        /// 0 to 0.
        Zero,
        /// `null`.
        Null,
        /// Not there.
        Absent,
    }
}

switch! {
    /// Whether a field is in an answer.
    Presence {
        /// It is.
        Present,
        /// It is not.
        Absent,
    }
}

switch! {
    /// Which resources of the contract a manager sees.
    Visibility {
        /// All of them.
        Contract,
        /// Those that they created, as up to API 0.0.8.
        Own,
    }
}

/// Why an emulator cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bad configuration of the emulator: {}", self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads a configuration from JSON.
    ///
    /// # Errors
    /// When it is no JSON object, or has a field or value that is not known.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        read_object(json).map_err(ConfigError)
    }

    /// The base URL as the client understands it: it ends with the path of the API.
    pub(crate) fn api_url(&self) -> String {
        let given = self.base_url.trim_end_matches('/');
        let without_scheme = given.split_once("://").map_or(given, |(_, rest)| rest);
        let path = without_scheme.find('/');
        let path = path.and_then(|start| without_scheme.get(start..));
        match path.is_some_and(|path| path.ends_with(BASE_PATH)) {
            true => given.to_owned(),
            false => format!("{given}{BASE_PATH}"),
        }
    }

    /// Checks what the types cannot.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if !self.base_url.starts_with("http://") && !self.base_url.starts_with("https://") {
            return Err(ConfigError(format!(
                "baseUrl must begin with http:// or https://, not {:?}",
                self.base_url
            )));
        }
        if self.base_url.contains(['?', '#']) {
            return Err(ConfigError(format!(
                "baseUrl must not have a query or a fragment: {:?}",
                self.base_url
            )));
        }
        if !matches!(self.switches.create_status, 200 | 202) {
            return Err(ConfigError("createStatus must be 200 or 202".to_owned()));
        }
        check_versions(&self.versions)?;
        check_tenants(&self.tenants)
    }
}

fn check_versions(versions: &[VersionConfig]) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for VersionConfig { name, .. } in versions {
        if name.is_empty() || name.len() > 32 || Pattern::Token.refuse(name).is_some() {
            return Err(ConfigError(format!(
                "a version must be 1 to 32 letters, digits, '-', '_' or '.', not {name:?}"
            )));
        }
        if !seen.insert(name) {
            return Err(ConfigError(format!("version {name} is declared twice")));
        }
    }
    Ok(())
}

/// Checks that each tenant can be told from the others. The messages name tenants by their place:
/// what they have else is secret.
pub(crate) fn check_tenants(tenants: &[Tenant]) -> Result<(), ConfigError> {
    let mut tokens = BTreeSet::new();
    let mut usernames = BTreeSet::new();
    for (place, tenant) in tenants.iter().enumerate() {
        let fail = |reason| Err(ConfigError(format!("tenants[{place}] {reason}")));
        match (&tenant.token, &tenant.username) {
            (None, None) => return fail("needs a token or a username"),
            (Some(token), _) if token.is_empty() => return fail("has an empty token"),
            (_, Some(username)) if username.is_empty() => return fail("has an empty username"),
            (_, None) if tenant.password.is_some() => {
                return fail("has a password without a username");
            }
            (_, Some(username)) if username.contains(':') => {
                return fail("has a colon in its username (RFC 7617, 2)");
            }
            _ => {}
        }
        if tenant.token.iter().any(|token| !tokens.insert(token)) {
            return fail("has the token of another one");
        }
        if tenant.username.iter().any(|name| !usernames.insert(name)) {
            return fail("has the username of another one");
        }
    }
    Ok(())
}
