//! That a rule is stated like the description is one thing; here every one of them is broken once.

use ionoscloud_dataplatform::endpoints;
use ionoscloud_dataplatform::rules::{
    Flaw, Integer, Object, Path, Pattern, Rule, Schema, Step, Text, check_answer, check_request,
};
use serde_json::{Value, json};

/// One way to break a complete document.
struct Break {
    /// Where the document is changed.
    place: Path,
    /// To what; `None` removes the member.
    value: Option<Value>,
    /// What must be reported, and where.
    rule: Rule,
    reported: Path,
    /// Whether an answer is refused for it too.
    matters_in_answer: bool,
}

#[test]
fn a_request_is_refused_for_every_rule_that_it_breaks() {
    for operation in endpoints::ALL {
        let Some(schema) = &operation.body else {
            continue;
        };
        let complete = complete(schema);
        assert_eq!(check(schema, &complete), [], "{complete}");
        for one in breaks(schema) {
            let broken = broken(&complete, &one);
            let found = check(schema, &broken);
            let expected = (one.reported.to_string(), one.rule);
            assert!(
                found.contains(&expected),
                "{expected:?} is not in {found:?}"
            );
            let elsewhere = found.iter().find(|(path, _)| *path != expected.0);
            assert_eq!(elsewhere, None, "{broken}");
        }
    }
}

#[test]
fn an_answer_is_refused_for_type_and_presence_and_for_nothing_else() {
    for operation in endpoints::ALL {
        let schema = &operation.answer;
        let complete = complete(schema);
        assert!(check_answer(schema, complete.to_string().as_bytes()).is_ok());
        for one in breaks(schema) {
            let broken = broken(&complete, &one);
            match check_answer(schema, broken.to_string().as_bytes()) {
                Ok(_) => assert!(!one.matters_in_answer, "accepted {broken}"),
                Err(Flaw::Shape(violation)) => {
                    assert!(one.matters_in_answer, "{violation:?} for {broken}");
                    assert_eq!((violation.path, violation.rule), (one.reported, one.rule));
                }
                Err(Flaw::Syntax(error)) => panic!("{error:?}"),
            }
        }
    }
}

fn check(schema: &'static Schema, document: &Value) -> Vec<(String, Rule)> {
    let found = check_request(schema, document.to_string().as_bytes()).unwrap();
    found
        .into_iter()
        .map(|violation| (violation.path.to_string(), violation.rule))
        .collect()
}

fn broken(complete: &Value, one: &Break) -> Value {
    let mut document = complete.clone();
    let Some((last, way)) = one.place.0.split_last() else {
        return one.value.clone().unwrap();
    };
    let parent = way.iter().fold(&mut document, |value, step| match step {
        Step::Key(key) => &mut value[key],
        Step::Index(index) => &mut value[*index as usize],
    });
    match (last, &one.value) {
        (Step::Key(key), Some(value)) => parent[key] = value.clone(),
        (Step::Key(key), None) => drop(parent.as_object_mut().unwrap().remove(key)),
        (Step::Index(index), value) => parent[*index as usize] = value.clone().unwrap(),
    }
    document
}

/// A document with every field, all of them good.
fn complete(schema: &Schema) -> Value {
    match schema {
        Schema::Text(rules) | Schema::Id(rules) => json!(good_text(rules)),
        Schema::Integer(rules) => json!(rules.minimum.unwrap_or(1)),
        Schema::Boolean => json!(true),
        Schema::Strings => json!({ "key": "value" }),
        Schema::Free => json!({}),
        Schema::Array(element) => json!([complete(element)]),
        Schema::Object(object) | Schema::ObjectOrArray(object, _) => {
            let fields = object.fields.iter();
            let mut value: Value = fields
                .map(|field| (field.name.to_owned(), complete(&field.schema)))
                .collect();
            if let Some((lower, upper)) = object.ascending {
                value[upper] = json!(value[lower].as_i64().unwrap() + 1);
            }
            value
        }
    }
}

fn good_text(rules: &Text) -> &'static str {
    match (rules.one_of.first(), rules.pattern) {
        (Some(first), _) => first,
        (None, Some(Pattern::Uuid)) => "498ae72f-411f-11eb-9d07-046c59cc737e",
        (None, Some(Pattern::Time)) => "23:59:59",
        // A network in CIDR notation; an address is its first part.
        (None, _) if rules.format.is_some() => {
            let candidates = ["10.0.0.0/8", "10.0.0.1"];
            let format = rules.format.unwrap();
            let good = candidates.iter().find(|text| format.refuse(text).is_none());
            good.unwrap()
        }
        (None, _) => "24.3",
    }
}

fn breaks(schema: &'static Schema) -> Vec<Break> {
    let mut found = Breaks(Vec::new());
    found.value(&Path::default(), schema, true);
    found.0
}

struct Breaks(Vec<Break>);

impl Breaks {
    fn add(&mut self, place: &Path, value: Value, rule: Rule, matters_in_answer: bool) {
        self.0.push(Break {
            place: place.clone(),
            value: Some(value),
            rule,
            reported: place.clone(),
            matters_in_answer,
        });
    }

    fn value(&mut self, place: &Path, schema: &'static Schema, null_matters: bool) {
        self.add(place, wrong_type(schema), Rule::Type, true);
        if null_matters {
            self.add(place, Value::Null, Rule::Null, true);
        }
        match schema {
            Schema::Text(rules) | Schema::Id(rules) => self.text(place, rules),
            Schema::Integer(rules) => self.integer(place, rules),
            Schema::Object(object) | Schema::ObjectOrArray(object, _) => self.object(place, object),
            Schema::Array(element) => {
                self.value(&step(place, Step::Index(0)), element, true);
            }
            Schema::Strings => {
                let inside = step(place, Step::Key("key".to_owned()));
                self.add(&inside, json!(1), Rule::Type, false);
                self.add(&inside, Value::Null, Rule::Null, false);
            }
            Schema::Boolean | Schema::Free => {}
        }
    }

    fn text(&mut self, place: &Path, rules: &Text) {
        let of_length = |length| json!("0".repeat(length));
        if let Some(least) = rules.min_length {
            self.add(place, of_length(least - 1), Rule::MinLength, false);
            self.add(place, json!(""), Rule::MinLength, false);
        }
        if let Some(most) = rules.max_length {
            self.add(place, of_length(most + 1), Rule::MaxLength, false);
        }
        if rules.pattern.is_some() {
            let bad = "!".repeat(rules.min_length.unwrap_or(1));
            self.add(place, json!(bad), Rule::Pattern, false);
        }
        if !rules.one_of.is_empty() {
            self.add(place, json!("NONE"), Rule::Enum, false);
        }
        if rules.format.is_some() {
            self.add(place, json!("none"), Rule::Format, false);
        }
    }

    fn integer(&mut self, place: &Path, rules: &Integer) {
        self.add(place, json!(1.5), Rule::Type, true);
        if rules.minimum.is_some() || !rules.wide {
            self.add(place, json!(rules.least() - 1), Rule::Minimum, false);
        }
        if !rules.wide {
            self.add(place, json!(rules.maximum() + 1), Rule::Maximum, false);
        }
        if let Some(factor) = rules.multiple_of {
            let odd = (rules.least() / factor + 1) * factor + 1;
            self.add(place, json!(odd), Rule::MultipleOf, false);
        }
    }

    fn object(&mut self, place: &Path, object: &'static Object) {
        let member = |name: &str| step(place, Step::Key(name.to_owned()));
        self.add(&member("none"), json!(1), Rule::Unknown, false);
        for name in object.immutable {
            self.add(&member(name), json!(1), Rule::Immutable, false);
        }
        if let Some((lower, upper)) = object.ascending {
            let lowest = complete(&Schema::Object(object))[lower].clone();
            self.add(&member(upper), lowest, Rule::Range, false);
        }
        for field in object.fields {
            let place = member(field.name);
            if field.required {
                self.0.push(Break {
                    place: place.clone(),
                    value: None,
                    rule: Rule::Required,
                    reported: place.clone(),
                    matters_in_answer: true,
                });
            } else if !field.nullable {
                self.add(&place, Value::Null, Rule::Null, false);
            }
            self.value(&place, &field.schema, field.required);
        }
    }
}

fn step(place: &Path, next: Step) -> Path {
    let mut path = place.clone();
    path.0.push(next);
    path
}

fn wrong_type(schema: &Schema) -> Value {
    match schema {
        Schema::Text(_) | Schema::Id(_) => json!(7),
        Schema::Integer(_) | Schema::Boolean => json!("1"),
        Schema::Object(_) | Schema::Strings | Schema::Free => json!([]),
        Schema::Array(_) => json!({}),
        Schema::ObjectOrArray(..) => json!("x"),
    }
}
