use ionoscloud_dataplatform::models::{CreateNodePoolRequest, PatchNodePoolRequest};

use super::{Answer, Call};
use crate::cluster::Cluster;
use crate::config::{DeleteAnswer, Early};
use crate::lifecycle::{Deployment, Outcome, Plan};
use crate::node_pool::NodePool;
use crate::reply::Refusal;
use crate::resource::ListView;
use crate::uuid::Uuid;
use crate::world::{Settings, World};

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (cluster, settings) = world.cluster(call)?;
    let pools = cluster.node_pools.iter();
    let items: Vec<_> = pools.map(|pool| pool.view(cluster, settings)).collect();
    let href = format!("{}/nodepools", cluster.href(settings));
    // The published sample of this list has the id of the list of clusters.
    Ok(Answer::of(&ListView::new(
        "dataplatform/clusters",
        href,
        items,
    )))
}

pub(super) fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let request: CreateNodePoolRequest = call.body(&world.settings)?;
    let id = world.new_id();
    let (cluster, settings) = world.cluster(call)?;
    let (start, plan) = schedule(cluster, call, settings)?;
    let pool = NodePool::create(id, call.now, &call.caller, request.properties, start, plan);
    cluster.node_pools.insert(id, pool);
    let answered = answer(cluster, id, settings)?;
    Ok(Answer {
        status: settings.switches.create_status,
        ..answered.beginning(true)
    })
}

/// When the work on a new node pool begins, and how it goes: not before the cluster is complete, and
/// not better than the cluster.
fn schedule(
    cluster: &Cluster,
    call: &Call<'_>,
    settings: &Settings,
) -> Result<(u64, Plan), Refusal> {
    if cluster.is_being_destroyed() {
        return Err(Refusal::impossible("the cluster is being deleted"));
    }
    let plan = call.plan(settings.timings.node_pool_ms);
    let deployment = cluster.deployment();
    if deployment != Deployment::Complete && settings.switches.early_node_pool == Early::Refuse {
        return Err(Refusal::impossible("the cluster is not available yet"));
    }
    Ok(match deployment {
        Deployment::Complete => (call.now, plan),
        Deployment::At(at) => (at, plan),
        Deployment::FailsAt(at) if at > call.now => {
            let outcome = Outcome::Failure;
            (at, Plan { ms: 0, outcome })
        }
        Deployment::FailsAt(_) => {
            return Err(Refusal::impossible("the creation of the cluster failed"));
        }
        Deployment::Never => {
            let outcome = Outcome::Hang;
            (call.now, Plan { outcome, ..plan })
        }
    })
}

pub(super) fn get(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (cluster, settings) = world.cluster(call)?;
    answer(cluster, call.node_pool, settings)
}

pub(super) fn update(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let request: PatchNodePoolRequest = call.body(&world.settings)?;
    let (cluster, settings) = world.cluster(call)?;
    let plan = call.plan(settings.timings.update_ms);
    let pool = cluster.node_pool_mut(call.node_pool)?;
    pool.patch(call.now, &call.caller, request.properties, plan)?;
    Ok(answer(cluster, call.node_pool, settings)?.beginning(true))
}

pub(super) fn delete(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (cluster, settings) = world.cluster(call)?;
    let before = answer(cluster, call.node_pool, settings)?;
    let plan = call.plan(settings.timings.delete_ms);
    let pool = cluster.node_pool_mut(call.node_pool)?;
    let begins = pool.destroy(call.now, plan);
    let answered = match settings.switches.delete_answer {
        DeleteAnswer::Before => before,
        DeleteAnswer::Destroying => answer(cluster, call.node_pool, settings)?,
    };
    Ok(answered.beginning(begins))
}

fn answer(cluster: &Cluster, id: Uuid, settings: &Settings) -> Result<Answer, Refusal> {
    let pool = cluster.node_pool(id)?;
    Ok(Answer::of(&pool.view(cluster, settings)).with_etag(pool.etag(cluster)))
}
