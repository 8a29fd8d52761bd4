use std::rc::Rc;

use ionoscloud_dataplatform::models::{
    CreateClusterProperties, Lan, MaintenanceWindow, PatchClusterProperties, State,
};
use serde::Serialize;

use crate::auth::Identity;
use crate::lifecycle::{Deployment, Lifecycle, Outcome, Plan, Step};
use crate::node_pool::NodePool;
use crate::registry::Registry;
use crate::reply::Refusal;
use crate::resource::{Etag, MetadataView, ResourceView, Stamp};
use crate::uuid::Uuid;
use crate::versions::Upgrades;
use crate::world::Settings;

/// A cluster with its node pools. The small pool that the service keeps for the Stackable operators
/// is none of them: no answer lists it.
#[derive(Debug)]
pub(crate) struct Cluster {
    pub(crate) id: Uuid,
    stamp: Stamp,
    name: Box<str>,
    datacenter_id: Box<str>,
    /// The version that was asked for.
    version: Box<str>,
    /// The version that is running.
    running: Box<str>,
    maintenance_window: Option<MaintenanceWindow>,
    lans: Option<Vec<Lan>>,
    life: Lifecycle<PatchClusterProperties>,
    pub(crate) node_pools: Registry<NodePool>,
}

impl Cluster {
    pub(crate) fn create(
        id: Uuid,
        now: u64,
        author: &Rc<Identity>,
        properties: CreateClusterProperties,
        version: &str,
        plan: Plan,
    ) -> Self {
        Self {
            id,
            stamp: Stamp::new(now, author),
            name: properties.name.into(),
            datacenter_id: properties.datacenter_id.into(),
            version: version.into(),
            running: version.into(),
            maintenance_window: properties.maintenance_window,
            lans: properties.lans.map(assume_dhcp),
            life: Lifecycle::deploy(now, plan),
            node_pools: Registry::default(),
        }
    }

    /// Lets the time pass; tells whether the cluster is still there.
    pub(crate) fn advance(&mut self, now: u64) -> bool {
        while let Some(step) = self.life.step(now) {
            match step {
                Step::Gone => return false,
                Step::Began(change) => self.apply(change),
                Step::Updated => self.running.clone_from(&self.version),
                Step::Moved => {}
            }
        }
        true
    }

    /// Lets the time pass for the node pools; those that are gone by then are forgotten.
    pub(crate) fn advance_node_pools(&mut self, now: u64) {
        self.node_pools.retain(|pool| pool.advance(now));
    }

    pub(crate) fn node_pool(&self, id: Uuid) -> Result<&NodePool, Refusal> {
        let pool = self.node_pools.get(id);
        pool.ok_or_else(|| Refusal::not_found("node pool"))
    }

    pub(crate) fn node_pool_mut(&mut self, id: Uuid) -> Result<&mut NodePool, Refusal> {
        let pool = self.node_pools.get_mut(id);
        pool.ok_or_else(|| Refusal::not_found("node pool"))
    }

    /// Accepts a change: applied at once, or in its turn.
    pub(crate) fn patch(
        &mut self,
        now: u64,
        author: &Rc<Identity>,
        change: PatchClusterProperties,
        plan: Plan,
    ) -> Result<(), Refusal> {
        if let Some(change) = self.life.update(now, change, plan)? {
            self.apply(change);
        }
        self.stamp.modify(now, author);
        Ok(())
    }

    fn apply(&mut self, change: PatchClusterProperties) {
        if let Some(name) = change.name {
            self.name = name.into();
        }
        if let Some(version) = change.data_platform_version {
            self.version = version.into();
        }
        if let Some(window) = change.maintenance_window {
            self.maintenance_window = Some(window);
        }
        if let Some(lans) = change.lans {
            self.lans = Some(assume_dhcp(lans));
        }
    }

    /// Begins the deletion, of the node pools too; tells whether it has not been under way before.
    pub(crate) fn destroy(&mut self, now: u64, plan: Plan) -> bool {
        let pools = Plan {
            ms: plan.ms,
            outcome: Outcome::Success,
        };
        for pool in self.node_pools.iter_mut() {
            pool.destroy(now, pools.clone());
        }
        self.life.destroy(now, plan)
    }

    /// The version that the cluster will have when all its changes are applied.
    pub(crate) fn planned_version(&self) -> &str {
        let mut waiting = self.life.waiting().rev();
        let planned = waiting.find_map(|change| change.data_platform_version.as_deref());
        planned.unwrap_or(self.settled_version())
    }

    /// The version that the cluster has or is about to have. One to which the upgrade failed is
    /// still among the properties, but what runs is another.
    fn settled_version(&self) -> &str {
        match self.state() {
            State::FailedUpdating => &self.running,
            _ => &self.version,
        }
    }

    pub(crate) fn state(&self) -> State {
        self.life.state()
    }

    pub(crate) fn deployment(&self) -> Deployment {
        self.life.deployment()
    }

    pub(crate) fn is_being_destroyed(&self) -> bool {
        self.life.is_being_destroyed()
    }

    pub(crate) fn is_visible_to(&self, caller: &Identity, settings: &Settings) -> bool {
        self.stamp.is_visible_to(caller, &settings.switches)
    }

    /// Whether the name contains a text, letter case ignored.
    pub(crate) fn is_named_like(&self, part: &str) -> bool {
        let part = part.as_bytes();
        part.is_empty()
            || self
                .name
                .as_bytes()
                .windows(part.len())
                .any(|window| window.eq_ignore_ascii_case(part))
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn running_version(&self) -> &str {
        &self.running
    }

    pub(crate) fn datacenter_id(&self) -> &str {
        &self.datacenter_id
    }

    pub(crate) fn href(&self, settings: &Settings) -> String {
        format!("{}/clusters/{}", settings.base_url, self.id)
    }

    pub(crate) fn etag(&self) -> Etag {
        Etag::new(self.id, self.life.revision(), &self.running)
    }

    pub(crate) fn view<'a>(&'a self, settings: &'a Settings) -> ClusterView<'a> {
        ResourceView {
            id: self.id,
            resource_type: "cluster",
            href: self.href(settings),
            metadata: MetadataView::new(
                &self.stamp,
                self.etag(),
                &self.running,
                settings.versions.upgrades(self.settled_version()),
                self.state(),
                &settings.switches,
            ),
            properties: PropertiesView {
                name: &self.name,
                data_platform_version: &self.version,
                datacenter_id: &self.datacenter_id,
                maintenance_window: self.maintenance_window.as_ref(),
                lans: self.lans.as_deref(),
            },
        }
    }
}

/// The service assumes `true` for a `dhcp` that is not there.
fn assume_dhcp(mut lans: Vec<Lan>) -> Vec<Lan> {
    for lan in &mut lans {
        lan.dhcp.get_or_insert(true);
    }
    lans
}

/// `ClusterResponseData` as it is answered.
pub(crate) type ClusterView<'a> = ResourceView<'a, PropertiesView<'a>, Upgrades<'a>>;

/// `Cluster` as it is answered: what was never set is not there.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PropertiesView<'a> {
    name: &'a str,
    data_platform_version: &'a str,
    datacenter_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    maintenance_window: Option<&'a MaintenanceWindow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lans: Option<&'a [Lan]>,
}
