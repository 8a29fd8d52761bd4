use serde::Serialize;

use crate::base64;
use crate::cluster::Cluster;
use crate::random::mix;

/// The certificate of an authority whose key nobody has: clients parse it before they connect.
const AUTHORITY: &str = include_str!("ca.pem");

/// A Kubernetes `Config` document, with the fields that official tools read (FACTS 10).
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Kubeconfig {
    #[serde(rename = "apiVersion")]
    api_version: &'static str,
    kind: &'static str,
    preferences: Preferences,
    current_context: String,
    clusters: [Named<ClusterEntry>; 1],
    contexts: [Named<ContextEntry>; 1],
    users: [Named<UserEntry>; 1],
}

#[derive(Serialize)]
struct Preferences {}

#[derive(Serialize)]
struct Named<T> {
    name: String,
    #[serde(flatten)]
    entry: T,
}

#[derive(Serialize)]
struct ClusterEntry {
    cluster: Server,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Server {
    server: String,
    certificate_authority_data: String,
}

#[derive(Serialize)]
struct ContextEntry {
    context: Context,
}

#[derive(Serialize)]
struct Context {
    cluster: String,
    user: &'static str,
    namespace: &'static str,
}

#[derive(Serialize)]
struct UserEntry {
    user: Token,
}

#[derive(Serialize)]
struct Token {
    token: String,
}

/// Rights end at the namespace `default` and those below it, so the user is no administrator.
const USER: &str = "dataplatform-user";

impl Kubeconfig {
    /// The kubeconfig of a cluster: the same each time. Nothing answers at its server, whose name
    /// can never exist (RFC 6761, 6.4).
    pub(crate) fn of(cluster: &Cluster) -> Self {
        let name = cluster.name().to_owned();
        let (high, low) = ((cluster.id.0 >> 64) as u64, cluster.id.0 as u64);
        let context = format!("{USER}@{name}");
        Self {
            api_version: "v1",
            kind: "Config",
            preferences: Preferences {},
            current_context: context.clone(),
            clusters: [Named {
                name: name.clone(),
                entry: ClusterEntry {
                    cluster: Server {
                        server: format!("https://cluster-{high:016x}.emulator.invalid:16443"),
                        certificate_authority_data: base64::encode(AUTHORITY.as_bytes()),
                    },
                },
            }],
            contexts: [Named {
                name: context,
                entry: ContextEntry {
                    context: Context {
                        cluster: name,
                        user: USER,
                        namespace: "default",
                    },
                },
            }],
            users: [Named {
                name: USER.to_owned(),
                entry: UserEntry {
                    user: Token {
                        token: format!("emulated-{:016x}{:016x}", mix(high), mix(low)),
                    },
                },
            }],
        }
    }
}
