use serde_json::Value;

use super::{Facts, members, object, plain, referred, resolve, strings};
use crate::facts::differences;
use crate::permitted::CLIENT_RULES;

/// Keywords that constrain nothing. A `default` is the service's to fill in: nothing is sent that
/// the caller did not set.
const PROSE: &[&str] = &["description", "example", "default", "x-since", "x-observed"];

pub(super) fn facts(description: &Value) -> Facts {
    let mut facts = Facts::default();
    for (name, value) in members(description, "/components/schemas") {
        let subject = format!("rule {name}");
        let Some(object) = object(description, value) else {
            demands(&mut facts, &subject, description, value);
            continue;
        };
        fields(&mut facts, &subject, description, &object);
        if let Some(names) = immutable(description, name) {
            facts.note(&subject, "immutable", names.join(", "));
        }
    }
    facts
}

fn fields(facts: &mut Facts, subject: &str, description: &Value, object: &Value) {
    let required = strings(object, "required");
    for (key, value) in members(object, "") {
        if !matches!(key, "properties" | "required") {
            keyword(facts, subject, key, value);
        }
    }
    for name in &required {
        if object["properties"].get(name).is_none() {
            facts.note(
                &format!("{subject}.{name}"),
                "required",
                "though it is not there",
            );
        }
    }
    for (name, value) in members(object, "/properties") {
        let subject = format!("{subject}.{name}");
        let nullable = value["nullable"] == true;
        facts.note(&subject, "required", required.contains(&name));
        facts.note(&subject, "nullable", nullable);
        demands(facts, &subject, description, value);
    }
}

/// What a schema demands of a value. Objects are named, everything else is spelled out.
pub(super) fn demands(facts: &mut Facts, subject: &str, description: &Value, schema: &Value) {
    if let Some(name) = referred(schema) {
        match resolve(description, schema) {
            Value::Null => facts.note(subject, "type", format!("{name} (which does not exist)")),
            target if object(description, target).is_some() => facts.note(subject, "type", name),
            target => demands(facts, subject, description, target),
        }
        return;
    }
    if let Some(model) = schema["x-model"].as_str() {
        facts.note(subject, "type", model);
        if !is_written_out(description, schema, model) {
            facts.note(subject, "x-model", format!("is not what {model} is"));
        }
        return;
    }
    for (key, value) in members(schema, "") {
        match key {
            "items" => demands(facts, &format!("{subject}[]"), description, value),
            _ => keyword(facts, subject, key, value),
        }
    }
}

fn keyword(facts: &mut Facts, subject: &str, key: &str, value: &Value) {
    match key {
        "nullable" | "x-mutable" => {}
        "additionalProperties" if *value == true => {}
        "enum" => {
            let values = value.as_array().into_iter().flatten().map(plain);
            facts.note(subject, key, values.collect::<Vec<_>>().join(", "));
        }
        "x-client-rule" => client_rule(facts, subject, &plain(value)),
        _ if PROSE.contains(&key) => {}
        _ => facts.note(subject, key, plain(value)),
    }
}

fn client_rule(facts: &mut Facts, subject: &str, sentence: &str) {
    let known = CLIENT_RULES.iter().find(|(known, _)| *known == sentence);
    match known {
        Some((_, rules)) => rules
            .iter()
            .for_each(|(aspect, value)| facts.note(subject, aspect, value)),
        None => facts.note(subject, "x-client-rule", sentence),
    }
}

/// What a PATCH cannot change: what is marked so where it is created, and, as nothing can be
/// written beside a `$ref`, what is a `$ref` there and missing here.
fn immutable(description: &Value, name: &str) -> Option<Vec<String>> {
    let resource = name.strip_prefix("Patch")?.strip_suffix("Properties")?;
    let patch = &description["components"]["schemas"][name]["properties"];
    let creation = format!("/components/schemas/Create{resource}Properties/properties");
    let fixed = members(description, &creation).filter(|(name, value)| {
        value["x-mutable"] == false || referred(value).is_some() && patch.get(name).is_none()
    });
    let names: Vec<_> = fixed.map(|(name, _)| name.to_owned()).collect();
    (!names.is_empty()).then_some(names)
}

/// Whether a schema repeats a model, which is how OpenAPI 3.0 says that a reference may be null.
fn is_written_out(description: &Value, schema: &Value, model: &str) -> bool {
    let named = &description["components"]["schemas"][model];
    let named = object(description, named).unwrap_or_default();
    let aspects = |value: &Value| {
        let mut facts = Facts::default();
        fields(&mut facts, "", description, &without_client_rules(value));
        facts
    };
    let mut written = schema.clone();
    if let Some(written) = written.as_object_mut() {
        written.remove("x-model");
    }
    differences(&aspects(&written), &aspects(&named)).is_empty()
}

fn without_client_rules(object: &Value) -> Value {
    let mut object = object.clone();
    let properties = object["properties"].as_object_mut();
    for field in properties
        .into_iter()
        .flat_map(|fields| fields.values_mut())
    {
        if let Some(field) = field.as_object_mut() {
            field.remove("x-client-rule");
        }
    }
    object
}
