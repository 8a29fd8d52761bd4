use checker::{hint, nearest};
use ionoscloud_dataplatform::endpoints::{self, Operation};

/// The operation that a test means by a name (`clusters.create`) or an id (`clustersPost`). A name
/// that is none is refused: an assertion about it would hold whatever happened.
pub(crate) fn operation(name: &str) -> Result<&'static Operation, String> {
    let mut all = endpoints::ALL.into_iter();
    if let Some(found) = all.find(|operation| operation.name == name || operation.id() == name) {
        return Ok(found);
    }
    let names = endpoints::ALL.map(|operation| operation.name);
    let ids = endpoints::ALL.map(|operation| operation.id());
    let way_out = match nearest(name, &names).or_else(|| nearest(name, &ids)) {
        None => format!("; there are {}", names.join(", ")),
        near => hint(near),
    };
    Err(format!("there is no operation {name:?}{way_out}"))
}
