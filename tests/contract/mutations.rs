//! That the comparison can fail: the description is changed in every place that means something,
//! and each change must be noticed.

use serde_json::{Value, json};

use super::facts::Difference;
use super::permitted::CLIENT_RULES;
use super::{compare, crate_says, described};

/// Keys below which nothing is compared: prose, defaults, which are the service's, and headers.
const UNCOMPARED: &[&str] = &[
    "default",
    "description",
    "example",
    "headers",
    "summary",
    "tags",
    "x-observed",
    "x-since",
    "x-undocumented",
];

/// Changes that say the same as before. The client reads every error alike, whichever statuses are
/// documented; `additionalProperties: true` is what holds without it; and one rule in prose only
/// confirms the schema.
fn is_meaningless(change: &Change, description: &Value) -> bool {
    let Change::Remove(pointer) = change else {
        return false;
    };
    let value = description.pointer(pointer).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match key {
        "additionalProperties" => *value == true,
        "x-client-rule" => CLIENT_RULES.contains(&(value.as_str().unwrap(), &[])),
        _ => parent.ends_with("/responses") && !key.starts_with('2'),
    }
}

#[derive(Debug)]
enum Change {
    Alter(String),
    Remove(String),
}

#[test]
fn every_change_of_the_description_is_noticed() {
    let description = described::read();
    let crate_says = crate_says();
    assert_eq!(compare(&description, &crate_says), []);
    let mut changes = Vec::new();
    for part in ["parameters", "responses", "schemas"] {
        let pointer = format!("/components/{part}");
        collect(&description["components"][part], &pointer, &mut changes);
    }
    collect(&description["paths"], "/paths", &mut changes);
    changes.retain(|change| !is_meaningless(change, &description));
    let unnoticed: Vec<_> = changes
        .iter()
        .filter(|change| compare(&changed(&description, change), &crate_says).is_empty())
        .collect();
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
    assert!(changes.len() > 1000, "only {} changes", changes.len());
}

fn collect(value: &Value, pointer: &str, changes: &mut Vec<Change>) {
    let inside = |key: &str| format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if !UNCOMPARED.contains(&key.as_str()) {
                    changes.push(Change::Remove(inside(key)));
                    collect(value, &inside(key), changes);
                }
            }
        }
        Value::Array(array) => {
            for (index, value) in array.iter().enumerate() {
                collect(value, &inside(&index.to_string()), changes);
            }
        }
        _ => changes.push(Change::Alter(pointer.to_owned())),
    }
}

fn changed(description: &Value, change: &Change) -> Value {
    let mut description = description.clone();
    match change {
        Change::Alter(pointer) => {
            let value = description.pointer_mut(pointer).unwrap();
            *value = match &value {
                Value::Bool(value) => json!(!value),
                Value::Number(number) => json!(number.as_i64().unwrap() + 1),
                other => json!(format!("{}x", other.as_str().unwrap())),
            };
        }
        Change::Remove(pointer) => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let parent = description.pointer_mut(parent).unwrap();
            let key = key.replace("~1", "/").replace("~0", "~");
            parent.as_object_mut().unwrap().remove(&key).unwrap();
        }
    }
    description
}

/// What is reported when a change is made to the description.
fn reported(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut description = described::read();
    change(&mut description);
    let found = compare(&description, &crate_says());
    found.iter().map(Difference::to_string).collect()
}

#[test]
fn a_field_that_is_no_longer_required_is_reported_with_both_sides() {
    let found = reported(|description| {
        description["components"]["schemas"]["Lan"]["required"] = json!([]);
    });
    for line in [
        "model Lan.lanId null: the description says read as absent, the crate refused",
        "model Lan.lanId required: the description says false, the crate true",
        "model Lan.lanId when unset: the description says left out, the crate nothing",
        "rule Lan.lanId required: the description says false, the crate true",
    ] {
        assert!(found.contains(&line.to_owned()), "{found:#?}");
    }
}

#[test]
fn a_renamed_field_is_missing_on_one_side_and_unknown_on_the_other() {
    let found = reported(|description| {
        let fields = &mut description["components"]["schemas"]["ErrorMessage"]["properties"];
        fields["code"] = fields.as_object_mut().unwrap().remove("errorCode").unwrap();
    });
    for line in [
        "rule ErrorMessage.code type: the description says string, the crate nothing",
        "rule ErrorMessage.errorCode type: the description says nothing, the crate string",
        "model ErrorMessage.code type: the description says string, the crate nothing",
        "model ErrorMessage.errorCode type: the description says nothing, the crate string",
    ] {
        assert!(found.contains(&line.to_owned()), "{found:#?}");
    }
}

#[test]
fn a_new_enum_value_is_reported() {
    let found = reported(|description| {
        let states = &mut description["components"]["schemas"]["Metadata"]["properties"]["state"];
        states["enum"].as_array_mut().unwrap().push(json!("PAUSED"));
    });
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("rule Metadata.state enum"))
    );
    assert!(found.iter().any(|line| line.starts_with("model State")));
}

#[test]
fn a_new_operation_parameter_schema_or_keyword_is_reported() {
    let found = reported(|description| {
        let list = description["paths"]["/versions"]["get"].clone();
        description["paths"]["/flavours"]["get"] = list;
        description["paths"]["/flavours"]["get"]["operationId"] = json!("flavoursGet");
        let limit = json!({ "name": "limit", "in": "query", "schema": { "type": "integer" } });
        description["paths"]["/versions"]["get"]["parameters"] = json!([limit]);
        description["components"]["schemas"]["Flavour"] =
            json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let lans = &mut description["components"]["schemas"]["Cluster"]["properties"]["lans"];
        lans["maxItems"] = json!(5);
    });
    for subject in [
        "flavoursGet path: ",
        "versionsGet limit in: ",
        "model Flavour: ",
        "rule Flavour.id type: ",
        "rule Cluster.lans maxItems: ",
    ] {
        let is_there = found.iter().any(|line| line.starts_with(subject));
        assert!(is_there, "{subject:?} is not in {found:#?}");
    }
}

#[test]
fn a_permitted_difference_ends_with_the_sentence_that_it_stands_on() {
    let found = reported(|description| {
        let route = &mut description["components"]["schemas"]["Route"]["properties"];
        route["network"]["x-client-rule"] = json!("Terraform checks for a name.");
    });
    assert_eq!(
        found,
        [
            "rule Route.network x-client-rule: the description says Terraform checks for a name., the crate nothing",
            "rule Route.network format: the description says nothing, the crate cidr",
        ]
    );
}
