//! Reading of what the caller hands in: nothing is sent before all of it is understood, and all
//! that is wrong with it is said at once.
//!
//! The host tells what it got as JSON: a string, number or boolean as it is, and of anything else a
//! list that begins with what it is: `["function"]`, `["signal"]`, `["thrown"]`. `["class"]` stands before the
//! members that an object has of its class: one that is no option is the class's own affair.

use checker::words::{fill, join};

use crate::error::InvalidValue;
use crate::message::Value;
use crate::rules::{Path, Rule, Step, Text, Violation, check_text, hint, nearest};

/// An object of options, and what is wrong with it.
pub(super) struct Reader<'a> {
    /// Where it is among what the caller handed in.
    place: &'static str,
    object: Value<'a>,
    invalid: Vec<InvalidValue>,
}

impl<'a> Reader<'a> {
    /// Reads an object that may have the `known` keys only.
    pub(super) fn new(
        place: &'static str,
        object: Value<'a>,
        name: &str,
        known: &[&[&str]],
    ) -> Self {
        let mut reader = Self {
            place,
            object,
            invalid: Vec::new(),
        };
        if object.is_none() {
            return reader;
        }
        if !object.is_object() {
            reader.push(name, Rule::Type, "must be an object", None);
            reader.object = Value::default();
            return reader;
        }
        for (key, value) in object.members() {
            if is_a(value, "class") {
                break;
            }
            if known.iter().all(|known| !known.contains(&key.as_str())) {
                let near = known.iter().find_map(|known| nearest(&key, known));
                let message = fill("is no option of {}{}", &[name, &hint(near)]);
                // Not repeated: it may be a secret under a mistyped name.
                reader.refuse_secretly(&key, Rule::Unknown, &message);
            }
        }
        reader
    }

    /// What was wrong.
    pub(super) fn finish(self) -> Vec<InvalidValue> {
        self.invalid
    }

    fn push(&mut self, key: &str, rule: Rule, message: &str, place: Option<&'static str>) {
        self.invalid.push(invalid(key, rule, message, place));
    }

    /// Refuses an option, and repeats its value.
    pub(super) fn refuse(&mut self, key: &str, rule: Rule, message: &str) {
        self.push(key, rule, message, Some(self.place));
    }

    /// Refuses an option whose value may be a secret.
    pub(super) fn refuse_secretly(&mut self, key: &str, rule: Rule, message: &str) {
        self.push(key, rule, message, None);
    }

    /// The value of an option; `undefined` and `null` count as left out. One that throws does not:
    /// it was meant to be something.
    pub(super) fn value(&mut self, key: &str) -> Option<Value<'a>> {
        let value = self.object.get(key);
        if is_a(value, "thrown") {
            self.refuse_secretly(key, Rule::Type, "could not be read");
            return None;
        }
        (!value.is_none()).then_some(value)
    }

    /// A secret: it is named in a violation, but never repeated.
    pub(super) fn secret(&mut self, key: &str) -> Option<String> {
        let text = self.value(key)?.text();
        if text.is_none() {
            self.refuse_secretly(key, Rule::Type, "must be a string");
        }
        text
    }

    /// What is read from a value, or a refusal of the value.
    fn read<T>(
        &mut self,
        key: &str,
        message: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let found = read(value);
        if found.is_none() {
            self.refuse(key, Rule::Type, message);
        }
        found
    }

    pub(super) fn string(&mut self, key: &str) -> Option<String> {
        self.read(key, "must be a string", |value| value.text())
    }

    /// One of some words. In place of one of `credentials` there may be a secret: what it means is easily mistaken.
    pub(super) fn one_of(&mut self, key: &str, known: &[&str]) -> Option<String> {
        let word = self.value(key)?.text();
        let word = word.filter(|word| known.contains(&word.as_str()));
        if word.is_none() {
            let message = fill("must be one of {}", &[&join(known, ", ")]);
            let place = (key != "credentials").then_some(self.place);
            self.push(key, Rule::Enum, &message, place);
        }
        word
    }

    pub(super) fn boolean(&mut self, key: &str, usual: bool) -> bool {
        let boolean = self.read(key, "must be true or false", |value| value.boolean());
        boolean.unwrap_or(usual)
    }

    /// A time in milliseconds, more than 0; `Infinity` means no limit.
    pub(super) fn milliseconds(&mut self, key: &str, usual: f64) -> f64 {
        self.some_milliseconds(key).unwrap_or(usual)
    }

    pub(super) fn some_milliseconds(&mut self, key: &str) -> Option<f64> {
        let message = "must be a number of milliseconds, more than 0";
        self.read(key, message, |value| {
            let number = value.number();
            let number = number.or_else(|| is_a(value, "Infinity").then_some(f64::INFINITY));
            number.filter(|ms| *ms > 0.0)
        })
    }

    pub(super) fn count(&mut self, key: &str) -> Option<u32> {
        self.read(key, "must be a whole number from 0 to 1000", |value| {
            let count = value.number()?;
            let is_count = count.fract() == 0.0 && (0.0..=1000.0).contains(&count);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            is_count.then_some(count as u32)
        })
    }

    /// Something that stays with the host, by what it is; tells whether it is there.
    pub(super) fn thing(&mut self, key: &str, kind: &str, message: &str) -> bool {
        let is_it = |value: Value| is_a(value, kind).then_some(());
        self.read(key, message, is_it).is_some()
    }

    pub(super) fn function(&mut self, key: &str) -> bool {
        self.thing(key, "function", "must be a function")
    }
}

/// Whether the host tells of a value that it is of a kind.
pub(super) fn is_a(value: Value, kind: &str) -> bool {
    value.items().next().is_some_and(|first| first.is(kind))
}

/// A string that stands alone (an id, a filter), checked by its rules.
pub(super) fn checked_text(
    name: &str,
    value: Value,
    rules: &Text,
    place: &'static str,
    refused: &mut Vec<InvalidValue>,
) -> Option<String> {
    let text = value.text();
    let Some(text) = text else {
        let is_missing = value.is_none();
        let message = if is_missing {
            "is missing"
        } else {
            "must be a string"
        };
        refused.push(invalid(name, Rule::Type, message, Some(place)));
        return None;
    };
    let broken = check_text(rules, &text);
    for (rule, message) in &broken {
        refused.push(invalid(name, *rule, message, Some(place)));
    }
    broken.is_empty().then_some(text)
}

#[inline(never)]
fn invalid(key: &str, rule: Rule, message: &str, place: Option<&'static str>) -> InvalidValue {
    InvalidValue {
        violation: Violation {
            path: Path(vec![Step::Key(key.to_owned())]),
            rule,
            message: message.to_owned(),
        },
        place,
    }
}
