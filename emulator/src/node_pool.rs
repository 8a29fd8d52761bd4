use std::collections::BTreeMap;
use std::rc::Rc;

use ionoscloud_dataplatform::models::{
    AutoScaling, AvailabilityZone, CreateNodePoolProperties, MaintenanceWindow,
    PatchNodePoolProperties, State, StorageType,
};
use serde::Serialize;

use crate::auth::Identity;
use crate::cluster::Cluster;
use crate::config::{AutoScalingOff, Presence};
use crate::lifecycle::{Lifecycle, Plan, Step};
use crate::reply::Refusal;
use crate::resource::{Etag, MetadataView, ResourceView, Stamp};
use crate::uuid::Uuid;
use crate::world::Settings;

/// A node pool of a cluster, which knows its data center and its version.
#[derive(Debug)]
pub(crate) struct NodePool {
    pub(crate) id: Uuid,
    stamp: Stamp,
    name: Box<str>,
    size: Size,
    cpu_family: Box<str>,
    cores_count: i32,
    ram_size: i32,
    availability_zone: AvailabilityZone,
    storage_type: StorageType,
    storage_size: i32,
    maintenance_window: Option<MaintenanceWindow>,
    labels: Option<BTreeMap<String, String>>,
    annotations: Option<BTreeMap<String, String>>,
    life: Lifecycle<PatchNodePoolProperties>,
}

/// How many nodes there are, and how many there may be while automatic scaling is on.
#[derive(Debug, Clone)]
struct Size {
    node_count: i32,
    auto_scaling: Option<AutoScaling>,
}

impl Size {
    fn new(node_count: i32, auto_scaling: Option<AutoScaling>) -> Self {
        let mut size = Self {
            node_count,
            auto_scaling,
        };
        size.node_count = size.within_range(node_count);
        size
    }

    /// The size after a change.
    fn after(&self, change: &PatchNodePoolProperties) -> Self {
        let node_count = change.node_count.unwrap_or(self.node_count);
        let auto_scaling = change.auto_scaling.as_ref().unwrap_or(&self.auto_scaling);
        Self::new(node_count, auto_scaling.clone())
    }

    /// The node count nearest to one that the range allows.
    fn within_range(&self, nodes: i32) -> i32 {
        match &self.auto_scaling {
            Some(range) => nodes.min(range.max_node_count).max(range.min_node_count),
            None => nodes,
        }
    }
}

impl NodePool {
    /// The creation of a node pool. `start` is when the work on it begins: not before its cluster
    /// is complete.
    pub(crate) fn create(
        id: Uuid,
        now: u64,
        author: &Rc<Identity>,
        properties: CreateNodePoolProperties,
        start: u64,
        plan: Plan,
    ) -> Self {
        Self {
            id,
            stamp: Stamp::new(now, author),
            name: properties.name.into(),
            size: Size::new(properties.node_count, properties.auto_scaling),
            cpu_family: properties.cpu_family.as_deref().unwrap_or("AUTO").into(),
            cores_count: properties.cores_count.unwrap_or(4),
            ram_size: properties.ram_size.unwrap_or(4096),
            availability_zone: properties
                .availability_zone
                .unwrap_or(AvailabilityZone::Auto),
            storage_type: properties.storage_type.unwrap_or(StorageType::Ssd),
            storage_size: properties.storage_size.unwrap_or(20),
            maintenance_window: properties.maintenance_window,
            labels: properties.labels,
            annotations: properties.annotations,
            life: Lifecycle::deploy(start, plan),
        }
    }

    /// Lets the time pass; tells whether the node pool is still there.
    pub(crate) fn advance(&mut self, now: u64) -> bool {
        while let Some(step) = self.life.step(now) {
            match step {
                Step::Gone => return false,
                Step::Began(change) => self.apply(change),
                Step::Moved | Step::Updated => {}
            }
        }
        true
    }

    /// Accepts a change: applied at once, or in its turn.
    pub(crate) fn patch(
        &mut self,
        now: u64,
        author: &Rc<Identity>,
        change: PatchNodePoolProperties,
        plan: Plan,
    ) -> Result<(), Refusal> {
        self.change(now, change, plan)?;
        self.stamp.modify(now, author);
        Ok(())
    }

    /// What the load asks for, as far as the range allows; `None` when scaling is off. A change of
    /// the service's own has no author.
    pub(crate) fn scale(
        &mut self,
        now: u64,
        nodes: i32,
        plan: Plan,
    ) -> Option<Result<(), Refusal>> {
        let planned = self.planned_size();
        planned.auto_scaling.as_ref()?;
        let wanted = planned.within_range(nodes);
        if wanted == planned.node_count {
            return Some(Ok(()));
        }
        let change = PatchNodePoolProperties {
            node_count: Some(wanted),
            ..PatchNodePoolProperties::default()
        };
        Some(self.change(now, change, plan))
    }

    /// The size that the node pool will have when all its changes are applied.
    fn planned_size(&self) -> Size {
        let waiting = self.life.waiting();
        waiting.fold(self.size.clone(), |size, change| size.after(change))
    }

    fn change(
        &mut self,
        now: u64,
        change: PatchNodePoolProperties,
        plan: Plan,
    ) -> Result<(), Refusal> {
        if let Some(change) = self.life.update(now, change, plan)? {
            self.apply(change);
        }
        Ok(())
    }

    /// A map replaces the stored one as a whole (FACTS 11).
    fn apply(&mut self, change: PatchNodePoolProperties) {
        self.size = self.size.after(&change);
        if let Some(window) = change.maintenance_window {
            self.maintenance_window = Some(window);
        }
        if let Some(labels) = change.labels {
            self.labels = Some(labels);
        }
        if let Some(annotations) = change.annotations {
            self.annotations = Some(annotations);
        }
    }

    /// Begins the deletion; tells whether it has not been under way before.
    pub(crate) fn destroy(&mut self, now: u64, plan: Plan) -> bool {
        self.life.destroy(now, plan)
    }

    pub(crate) fn state(&self) -> State {
        self.life.state()
    }

    pub(crate) fn etag(&self, cluster: &Cluster) -> Etag {
        Etag::new(self.id, self.life.revision(), cluster.running_version())
    }

    pub(crate) fn view<'a>(
        &'a self,
        cluster: &'a Cluster,
        settings: &Settings,
    ) -> NodePoolView<'a> {
        let switches = &settings.switches;
        let version = cluster.running_version();
        ResourceView {
            id: self.id,
            resource_type: "nodepool",
            href: format!("{}/nodepools/{}", cluster.href(settings), self.id),
            metadata: MetadataView::new(
                &self.stamp,
                self.etag(cluster),
                version,
                [],
                self.state(),
                switches,
            ),
            properties: PropertiesView {
                name: &self.name,
                data_platform_version: match switches.node_pool_version {
                    Presence::Present => Some(version),
                    Presence::Absent => None,
                },
                datacenter_id: cluster.datacenter_id(),
                node_count: self.size.node_count,
                cpu_family: &self.cpu_family,
                cores_count: self.cores_count,
                ram_size: self.ram_size,
                availability_zone: &self.availability_zone,
                storage_type: &self.storage_type,
                storage_size: self.storage_size,
                maintenance_window: self.maintenance_window.as_ref(),
                labels: self.labels.as_ref(),
                annotations: self.annotations.as_ref(),
                auto_scaling: self.scaling_view(switches.auto_scaling_off),
            },
        }
    }

    fn scaling_view(&self, off: AutoScalingOff) -> Option<Option<AutoScaling>> {
        const ZERO: AutoScaling = AutoScaling {
            min_node_count: 0,
            max_node_count: 0,
        };
        match (&self.size.auto_scaling, off) {
            (Some(range), _) => Some(Some(range.clone())),
            (None, AutoScalingOff::Zero) => Some(Some(ZERO)),
            (None, AutoScalingOff::Null) => Some(None),
            (None, AutoScalingOff::Absent) => None,
        }
    }
}

/// `NodePoolResponseData` as it is answered. Node pools follow their cluster: they offer no upgrade
/// of their own.
pub(crate) type NodePoolView<'a> = ResourceView<'a, PropertiesView<'a>, [&'a str; 0]>;

/// `NodePool` as it is answered: what was never set is not there.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PropertiesView<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_platform_version: Option<&'a str>,
    datacenter_id: &'a str,
    node_count: i32,
    cpu_family: &'a str,
    cores_count: i32,
    ram_size: i32,
    availability_zone: &'a AvailabilityZone,
    storage_type: &'a StorageType,
    storage_size: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    maintenance_window: Option<&'a MaintenanceWindow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<&'a BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotations: Option<&'a BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_scaling: Option<Option<AutoScaling>>,
}
