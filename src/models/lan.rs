use serde::{Deserialize, Serialize};

/// A route of a LAN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct Route {
    /// IPv4 or IPv6 network to route, in CIDR notation, for example `"192.168.42.0/24"`.
    pub network: String,
    /// IPv4 or IPv6 address of the gateway.
    pub gateway: String,
}

/// A LAN that the nodes are attached to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct Lan {
    /// Id of an existing LAN of the same data center; a string, although LAN ids are numbers.
    pub lan_id: String,
    /// Whether the nodes reserve an address by DHCP. The service assumes `true` when it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub dhcp: Option<bool>,
    /// Additional routes. The service refuses `null`: leave it out or send an empty array.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub routes: Option<Vec<Route>>,
}
