use std::collections::BTreeMap;

use crate::cluster::Cluster;
use crate::config::{Config, Switches, Timings};
use crate::operations::Call;
use crate::random::SplitMix64;
use crate::registry::Registry;
use crate::reply::Refusal;
use crate::uuid::Uuid;
use crate::versions::Versions;

/// What is fixed as long as the emulator is open.
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) versions: Versions,
    pub(crate) timings: Timings,
    pub(crate) switches: Switches,
}

/// The resources of every contract.
pub(crate) struct World {
    pub(crate) settings: Settings,
    contracts: BTreeMap<String, Registry<Cluster>>,
    ids: SplitMix64,
}

impl World {
    pub(crate) fn new(config: &Config, ids: SplitMix64) -> Self {
        Self {
            settings: Settings {
                base_url: config.api_url(),
                versions: Versions::new(config.versions.clone()),
                timings: config.timings,
                switches: config.switches,
            },
            contracts: BTreeMap::new(),
            ids,
        }
    }

    pub(crate) fn new_id(&mut self) -> Uuid {
        Uuid(self.ids.uuid())
    }

    /// The clusters of the caller's contract, as they are now.
    pub(crate) fn clusters(&mut self, call: &Call<'_>) -> (&mut Registry<Cluster>, &Settings) {
        let number = &call.caller.contract_number;
        let clusters = self.contracts.entry(number.clone()).or_default();
        (clusters, &self.settings)
    }

    /// The cluster that a call names, as it is now.
    pub(crate) fn cluster(
        &mut self,
        call: &Call<'_>,
    ) -> Result<(&mut Cluster, &Settings), Refusal> {
        let (clusters, settings) = self.clusters(call);
        if clusters
            .get_mut(call.cluster)
            .is_some_and(|cluster| !cluster.advance(call.now))
        {
            clusters.remove(call.cluster);
        }
        let cluster = clusters
            .get_mut(call.cluster)
            .filter(|cluster| cluster.is_visible_to(&call.caller, settings))
            .ok_or_else(|| Refusal::not_found("cluster"))?;
        cluster.advance_node_pools(call.now);
        Ok((cluster, settings))
    }

    /// Every contract with its clusters, all as they are now.
    pub(crate) fn contracts(
        &mut self,
        now: u64,
    ) -> impl Iterator<Item = (&str, &mut Registry<Cluster>, &Settings)> {
        let settings = &self.settings;
        self.contracts.iter_mut().map(move |(number, clusters)| {
            clusters.retain(|cluster| cluster.advance(now));
            for cluster in clusters.iter_mut() {
                cluster.advance_node_pools(now);
            }
            (number.as_str(), clusters, settings)
        })
    }
}
