use serde::{Deserialize, Serialize};

/// Range of the node count for automatic scaling.
///
/// The API describes it as the base of {@link AutoScaling}; no request and no answer uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct AutoScalingBase {
    /// Lower bound of the node count, 1 or more. In an answer, 0 for both bounds means "off".
    pub min_node_count: i32,
    /// Upper bound of the node count, greater than the lower bound.
    pub max_node_count: i32,
}

/// Range of the node count within which the service scales a node pool by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct AutoScaling {
    /// Lower bound of the node count, 1 or more. In an answer, 0 for both bounds means "off".
    pub min_node_count: i32,
    /// Upper bound of the node count, greater than the lower bound.
    pub max_node_count: i32,
}

impl From<AutoScalingBase> for AutoScaling {
    fn from(base: AutoScalingBase) -> Self {
        Self {
            min_node_count: base.min_node_count,
            max_node_count: base.max_node_count,
        }
    }
}
