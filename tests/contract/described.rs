//! What the API's description says, as facts.
//!
//! It never fails: what it cannot read becomes a fact that the crate does not share.

#[cfg(feature = "exports")]
mod declarations;
mod models;
mod operations;
mod rules;

#[cfg(feature = "exports")]
pub(crate) use declarations::facts as declarations;
pub(crate) use models::facts as models;

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::Facts;

pub(crate) fn read() -> Value {
    serde_yaml_ng::from_str(include_str!("../../api/openapi.yaml")).unwrap()
}

pub(crate) fn endpoints_and_rules(description: &Value) -> Facts {
    let mut facts = operations::facts(description);
    facts.extend(rules::facts(description));
    facts
}

/// The members of the object at a JSON pointer; none where there is no object.
fn members<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let object = value.pointer(pointer).and_then(Value::as_object);
    object
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    let array = value.get(key).and_then(Value::as_array);
    array
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// A value as it stands in a fact: texts without their quotes.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Follows a `$ref`; a value without one is its own target.
fn resolve<'a>(description: &'a Value, value: &'a Value) -> &'a Value {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
        return value;
    };
    let pointer = reference.trim_start_matches('#');
    description.pointer(pointer).unwrap_or(&Value::Null)
}

/// The name of a component to which a `$ref` points.
fn referred(value: &Value) -> Option<&str> {
    let reference = value.get("$ref")?.as_str()?;
    Some(reference.rsplit('/').next().unwrap_or(reference))
}

/// The object that a schema is, if it is one, with what `allOf` brings along.
fn object(description: &Value, schema: &Value) -> Option<Value> {
    let schema = resolve(description, schema);
    let parts = schema.get("allOf").and_then(Value::as_array);
    let Some(parts) = parts else {
        return schema.get("properties").is_some().then(|| schema.clone());
    };
    let mut whole = serde_json::json!({ "type": "object", "required": [], "properties": {} });
    for part in parts {
        let part = object(description, part)?;
        let required = part.get("required").and_then(Value::as_array);
        let required = required.cloned().unwrap_or_default();
        whole["required"].as_array_mut()?.extend(required);
        let properties = part["properties"].as_object()?.clone();
        whole["properties"].as_object_mut()?.extend(properties);
    }
    Some(whole)
}

/// The schemas that requests are made of.
fn sent(description: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, item) in members(description, "/paths") {
        for (_, operation) in members(item, "") {
            reach(
                description,
                &operation["requestBody"]["content"],
                &mut found,
            );
        }
    }
    found
}

fn reach(description: &Value, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            let names = [
                referred(value),
                value.get("x-model").and_then(Value::as_str),
            ];
            for name in names.into_iter().flatten() {
                if found.insert(name.to_owned()) {
                    let target = &description["components"]["schemas"][name];
                    reach(description, target, found);
                }
            }
            object
                .values()
                .for_each(|value| reach(description, value, found));
        }
        Value::Array(array) => array
            .iter()
            .for_each(|value| reach(description, value, found)),
        _ => {}
    }
}
