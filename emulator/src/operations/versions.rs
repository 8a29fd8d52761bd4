use super::{Answer, Call};
use crate::config::VersionsShape;
use crate::reply::Refusal;
use crate::resource::ListView;
use crate::world::World;

pub(super) fn list(world: &mut World, _: &Call<'_>) -> Result<Answer, Refusal> {
    let settings = &world.settings;
    let names: Vec<_> = settings.versions.names().collect();
    if settings.switches.versions == VersionsShape::Array {
        return Ok(Answer::of(&names));
    }
    let href = format!("{}/versions", settings.base_url);
    Ok(Answer::of(&ListView::new(
        "dataplatform/versions",
        href,
        names,
    )))
}
