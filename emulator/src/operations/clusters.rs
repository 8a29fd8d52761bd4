use ionoscloud_dataplatform::models::{CreateClusterRequest, PatchClusterRequest};

use super::{Answer, Call};
use crate::cluster::Cluster;
use crate::config::{DeleteAnswer, DeleteWithNodePools, Early, KubeconfigShape, MissingVersion};
use crate::kubeconfig::Kubeconfig;
use crate::lifecycle::Deployment;
use crate::reply::{Refusal, to_json};
use crate::resource::ListView;
use crate::world::{Settings, World};

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (clusters, settings) = world.clusters(call);
    clusters.retain(|cluster| cluster.advance(call.now));
    let items: Vec<_> = clusters
        .iter()
        .filter(|cluster| cluster.is_visible_to(&call.caller, settings))
        .filter(|cluster| cluster.is_named_like(&call.name))
        .map(|cluster| cluster.view(settings))
        .collect();
    let href = format!("{}/clusters", settings.base_url);
    Ok(Answer::of(&ListView::new(
        "dataplatform/clusters",
        href,
        items,
    )))
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let request: CreateClusterRequest = call.body(&world.settings)?;
    let version = version_of(&request, &world.settings)?;
    let id = world.new_id();
    let (clusters, settings) = world.clusters(call);
    let plan = call.plan(settings.timings.cluster_ms);
    let cluster = Cluster::create(
        id,
        call.now,
        &call.caller,
        request.properties,
        &version,
        plan,
    );
    let cluster = clusters.insert(id, cluster);
    Ok(Answer {
        status: settings.switches.create_status,
        ..answer(cluster, settings).beginning(true)
    })
}

fn version_of(request: &CreateClusterRequest, settings: &Settings) -> Result<String, Refusal> {
    let versions = &settings.versions;
    if let Some(version) = &request.properties.data_platform_version {
        versions.check(version)?;
        return Ok(version.clone());
    }
    let latest = match settings.switches.missing_version {
        MissingVersion::Latest => versions.latest(),
        MissingVersion::Refuse => None,
    };
    latest
        .map(str::to_owned)
        .ok_or_else(|| versions.refuse_missing())
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (cluster, settings) = world.cluster(call)?;
    Ok(answer(cluster, settings))
}

pub(super) fn update(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let request: PatchClusterRequest = call.body(&world.settings)?;
    let (cluster, settings) = world.cluster(call)?;
    let change = request.properties;
    if let Some(version) = &change.data_platform_version {
        let versions = &settings.versions;
        versions.check_upgrade(cluster.planned_version(), version)?;
    }
    let plan = call.plan(settings.timings.update_ms);
    cluster.patch(call.now, &call.caller, change, plan)?;
    Ok(answer(cluster, settings).beginning(true))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (cluster, settings) = world.cluster(call)?;
    let switches = &settings.switches;
    if switches.delete_with_node_pools == DeleteWithNodePools::Refuse
        && !cluster.node_pools.is_empty()
    {
        return Err(Refusal::impossible("the cluster has node pools"));
    }
    let before = answer(cluster, settings);
    let begins = cluster.destroy(call.now, call.plan(settings.timings.delete_ms));
    let answered = match switches.delete_answer {
        DeleteAnswer::Before => before,
        DeleteAnswer::Destroying => answer(cluster, settings),
    };
    Ok(answered.beginning(begins))
}

pub(super) fn kubeconfig(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (cluster, settings) = world.cluster(call)?;
    let complete = cluster.deployment() == Deployment::Complete && !cluster.is_being_destroyed();
    if !complete && settings.switches.early_kubeconfig == Early::Refuse {
        return Err(Refusal::not_found("kubeconfig"));
    }
    let kubeconfig = Kubeconfig::of(cluster);
    Ok(match settings.switches.kubeconfig {
        KubeconfigShape::Object => Answer::of(&kubeconfig),
        // JSON is YAML: what is in the string is what a file of YAML would have said.
        KubeconfigShape::String => Answer::of(&String::from_utf8_lossy(&to_json(&kubeconfig))),
    })
}

fn answer(cluster: &Cluster, settings: &Settings) -> Answer {
    Answer::of(&cluster.view(settings)).with_etag(cluster.etag())
}
