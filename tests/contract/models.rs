//! What the crate's serde models say, as facts.

use std::collections::BTreeSet;

use ionoscloud_dataplatform::endpoints;
use ionoscloud_dataplatform::models::*;
use ionoscloud_dataplatform::rules::{Object, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::facts::Facts;
use super::permitted::HELPERS;
use super::shape::Shape;

/// The 25 names of the API.
macro_rules! for_every_model {
    ($apply:ident) => {
        $apply! {
            AutoScaling, AutoScalingBase, AvailabilityZone, Cluster, ClusterListResponseData,
            ClusterResponseData, CreateClusterProperties, CreateClusterRequest,
            CreateNodePoolProperties, CreateNodePoolRequest, ErrorMessage, ErrorResponse, Lan,
            MaintenanceWindow, Metadata, NodePool, NodePoolListResponseData,
            NodePoolResponseData, PatchClusterProperties, PatchClusterRequest,
            PatchNodePoolProperties, PatchNodePoolRequest, Route, StorageType,
            VersionsGet200Response,
        }
    };
}
#[cfg(feature = "exports")]
pub(crate) use for_every_model;

struct Model {
    name: &'static str,
    shape: Shape,
    /// Reads a JSON value and writes what was read.
    echo: fn(Value) -> Option<Value>,
}

macro_rules! list {
    ($($model:ident,)+) => {
        vec![$(Model {
            name: stringify!($model),
            shape: Shape::of::<$model>(),
            echo: echo::<$model>,
        },)+]
    };
}

fn echo<T: DeserializeOwned + Serialize>(json: Value) -> Option<Value> {
    let model: T = serde_json::from_value(json).ok()?;
    Some(serde_json::to_value(model).unwrap())
}

pub(crate) fn facts() -> Facts {
    let mut facts = Facts::default();
    let sent = sent();
    let models: Vec<Model> = for_every_model!(list);
    for model in &models {
        if let Shape::Model(name, shapes) = &model.shape {
            facts.note("model", name, "a struct");
            for (field, shape) in shapes {
                field_of(&mut facts, model, field, shape, sent.contains(model.name));
            }
        }
    }
    enumeration::<AvailabilityZone>(&mut facts, "AvailabilityZone", AvailabilityZone::KNOWN);
    enumeration::<StorageType>(&mut facts, "StorageType", StorageType::KNOWN);
    enumeration::<DayOfTheWeek>(&mut facts, "DayOfTheWeek", DayOfTheWeek::KNOWN);
    enumeration::<State>(&mut facts, "State", State::KNOWN);

    for name in exported() {
        if HELPERS.contains(&name) {
            facts.note("model", name, "a helper");
        } else if facts.get(&format!("model {name}")).is_none() {
            facts.note("model", name, "a type that this test does not know");
        }
    }
    facts
}

fn field_of(facts: &mut Facts, model: &Model, field: &str, shape: &Shape, is_sent: bool) {
    let subject = format!("model {}.{field}", model.name);
    let absent = echo_with(model, field, None);
    let null = echo_with(model, field, Some(Value::Null));
    facts.note(&subject, "type", shape);
    facts.note(&subject, "required", absent.is_none());
    let treatment = match &null {
        None => "refused",
        Some(_) if null == absent => "read as absent",
        Some(_) => "kept",
    };
    facts.note(&subject, "null", treatment);
    if let Some(written) = absent.filter(|_| is_sent) {
        let is_left_out = written.get(field).is_none();
        facts.note(
            &subject,
            "when unset",
            if is_left_out { "left out" } else { "written" },
        );
    }
}

/// Reads and writes a complete model but for one field.
fn echo_with(model: &Model, field: &str, value: Option<Value>) -> Option<Value> {
    let mut sample = model.shape.sample();
    let fields = sample.as_object_mut().unwrap();
    match value {
        Some(value) => fields.insert(field.to_owned(), value),
        None => fields.remove(field),
    };
    (model.echo)(sample)
}

/// The values that an enum has a variant for; a value without one would be written unchanged too,
/// so the variant is what is looked at.
fn enumeration<T>(facts: &mut Facts, name: &str, known: &[&str])
where
    T: From<String> + Into<String> + std::fmt::Debug,
{
    let recognised = known.iter().filter(|&&value| {
        let variant = T::from(value.to_owned());
        !format!("{variant:?}").starts_with("Unknown") && variant.into() == value
    });
    let recognised: Vec<_> = recognised.copied().collect();
    facts.note("model", name, recognised.join(", "));
}

/// The models that requests are made of.
fn sent() -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for operation in endpoints::ALL {
        operation
            .body
            .iter()
            .for_each(|body| reach(body, &mut found));
    }
    found
}

fn reach(schema: &'static Schema, found: &mut BTreeSet<&'static str>) {
    match schema {
        Schema::Object(Object { name, fields, .. }) => {
            found.insert(name);
            fields.iter().for_each(|field| reach(&field.schema, found));
        }
        Schema::Array(element) => reach(element, found),
        _ => {}
    }
}

/// The names that the module of the models exports. Rust cannot be asked for them at run time.
fn exported() -> BTreeSet<&'static str> {
    let source = include_str!("../../src/models/mod.rs");
    let exports = source.split("pub use ").skip(1);
    let exports = exports.filter_map(|rest| rest.split(';').next());
    let words = exports.flat_map(|export| export.split(|c: char| !c.is_alphanumeric()));
    words
        .filter(|word| word.starts_with(char::is_uppercase))
        .collect()
}
