//! What the crate's endpoints and rules say, as facts.

use std::ptr;

use ionoscloud_dataplatform::endpoints::{self, Operation};
use ionoscloud_dataplatform::rules::{
    Field, Format, Integer, Object, Pattern, Schema, Text, schemas,
};

use super::facts::Facts;

pub(crate) fn endpoints_and_rules() -> Facts {
    let mut facts = Facts::default();
    for operation in endpoints::ALL {
        endpoint(&mut facts, operation);
    }
    for object in schemas::ALL {
        fields(&mut facts, object);
    }
    text(
        &mut facts,
        "rule AvailabilityZone",
        &schemas::AVAILABILITY_ZONE,
    );
    text(&mut facts, "rule StorageType", &schemas::STORAGE_TYPE);
    facts
}

fn endpoint(facts: &mut Facts, operation: &'static Operation) {
    let id = operation.id();
    facts.note(id, "method", operation.method);
    facts.note(id, "path", operation.path);
    if let Some(body) = &operation.body {
        facts.note(id, "body", format!("application/json {}", name(body)));
        facts.note(id, "body required", true);
    }
    facts.note(
        id,
        "answer",
        format!("application/json {}", name(&operation.answer)),
    );
    let error = schemas::ERROR_RESPONSE.name;
    facts.note(id, "errors", format!("application/json {error}"));

    for parameter in operation.parameters() {
        let subject = format!("{id} {parameter}");
        facts.note(&subject, "in", "path");
        facts.note(&subject, "required", true);
        text(facts, &subject, schemas::PATH_ID);
    }
    if let Some(parameter) = operation.query {
        let subject = format!("{id} {parameter}");
        facts.note(&subject, "in", "query");
        facts.note(&subject, "required", false);
        text(facts, &subject, &schemas::NAME_FILTER);
    }
}

fn fields(facts: &mut Facts, object: &'static Object) {
    let subject = format!("rule {}", object.name);
    facts.note(&subject, "type", "object");
    if !object.immutable.is_empty() {
        let mut names = object.immutable.to_vec();
        names.sort_unstable();
        facts.note(&subject, "immutable", names.join(", "));
    }
    for field in object.fields {
        field_of(facts, &format!("{subject}.{}", field.name), field);
    }
    if let Some((lower, upper)) = object.ascending {
        facts.note(&format!("{subject}.{lower}"), "lessThan", upper);
        facts.note(&format!("{subject}.{upper}"), "greaterThan", lower);
    }
}

fn field_of(facts: &mut Facts, subject: &str, field: &'static Field) {
    facts.note(subject, "required", field.required);
    facts.note(subject, "nullable", field.nullable);
    schema(facts, subject, &field.schema);
}

fn schema(facts: &mut Facts, subject: &str, value: &'static Schema) {
    match value {
        Schema::Text(rules) | Schema::Id(rules) => text(facts, subject, rules),
        Schema::Integer(rules) => integer(facts, subject, rules),
        Schema::Boolean => facts.note(subject, "type", "boolean"),
        Schema::Strings => {
            facts.note(subject, "type", "object");
            facts.note(subject, "values", "string");
        }
        Schema::Array(element) => {
            facts.note(subject, "type", "array");
            schema(facts, &format!("{subject}[]"), element);
        }
        Schema::Object(_) | Schema::Free | Schema::ObjectOrArray(..) => {
            facts.note(subject, "type", name(value));
        }
    }
}

fn text(facts: &mut Facts, subject: &str, rules: &Text) {
    facts.note(subject, "type", "string");
    if let Some(least) = rules.min_length {
        facts.note(subject, "minLength", least);
    }
    if let Some(most) = rules.max_length {
        facts.note(subject, "maxLength", most);
    }
    if let Some(pattern) = rules.pattern {
        facts.note(subject, "pattern", pattern.source());
    }
    if rules.pattern == Some(Pattern::Uuid) {
        facts.note(subject, "format", "uuid");
    }
    if !rules.one_of.is_empty() {
        facts.note(subject, "enum", rules.one_of.join(", "));
    }
    match rules.format {
        Some(Format::Cidr) => facts.note(subject, "format", "cidr"),
        Some(Format::Ip) => facts.note(subject, "format", "ip"),
        None => {}
    }
}

fn integer(facts: &mut Facts, subject: &str, rules: &Integer) {
    facts.note(subject, "type", "integer");
    facts.note(
        subject,
        "format",
        if rules.wide { "int64" } else { "int32" },
    );
    if let Some(minimum) = rules.minimum {
        facts.note(subject, "minimum", minimum);
    }
    if let Some(factor) = rules.multiple_of {
        facts.note(subject, "multipleOf", factor);
    }
}

/// How a schema that stands as a whole is called.
fn name(schema: &'static Schema) -> String {
    match schema {
        Schema::Object(object) => listed(object),
        Schema::ObjectOrArray(object, element) => {
            format!("{} or array of {}", listed(object), name(element))
        }
        Schema::Free => "object".to_owned(),
        Schema::Text(_) => "string".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The name of an object; one that is used but not in the list would go unchecked.
fn listed(object: &'static Object) -> String {
    if schemas::ALL.iter().any(|known| ptr::eq(*known, object)) {
        return object.name.to_owned();
    }
    format!("{} (not in schemas::ALL)", object.name)
}
