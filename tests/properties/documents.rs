//! Random bodies that fit a schema.

use std::net::IpAddr;

use ionoscloud_dataplatform::rules::{Field, Format, Integer, Object, Schema, Text};
use proptest::prelude::*;
use proptest::string::string_regex;

use super::json::{self, Range};

/// Which rules a body keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// All of them.
    EveryRule,
    /// Type and presence, and nothing else: what a service of the future may answer.
    Types(Range),
}

pub(crate) fn document(schema: &'static Schema, keeps: Keeps) -> BoxedStrategy<String> {
    match (schema, keeps) {
        (Schema::Text(rules) | Schema::Id(rules), Keeps::EveryRule) => good_text(rules),
        (Schema::Text(_), Keeps::Types(range)) => json::string(range),
        (Schema::Id(rules), Keeps::Types(range)) => {
            prop_oneof![good_text(rules), json::string(range)].boxed()
        }
        (Schema::Integer(rules), _) => whole_number(rules, keeps),
        (Schema::Boolean, _) => any::<bool>().prop_map(|value| value.to_string()).boxed(),
        (Schema::Strings, Keeps::EveryRule) => strings(),
        (Schema::Strings | Schema::Free, Keeps::Types(range)) => json::object(range),
        (Schema::Free, Keeps::EveryRule) => json::object(Range::Common),
        (Schema::Array(element), _) => array(element, keeps),
        (Schema::Object(object), _) => object_of(object, keeps),
        (Schema::ObjectOrArray(object, element), _) => {
            prop_oneof![object_of(object, keeps), array(element, keeps)].boxed()
        }
    }
}

fn quoted(text: impl Strategy<Value = String> + 'static) -> BoxedStrategy<String> {
    text.prop_map(|text| serde_json::to_string(&text).unwrap())
        .boxed()
}

fn good_text(rules: &'static Text) -> BoxedStrategy<String> {
    if !rules.one_of.is_empty() {
        return quoted(prop::sample::select(rules.one_of).prop_map(str::to_owned));
    }
    match rules.format {
        Some(Format::Ip) => return quoted(any::<IpAddr>().prop_map(|ip| ip.to_string())),
        Some(Format::Cidr) => return quoted(network()),
        None => {}
    }
    let Some(pattern) = rules.pattern else {
        return quoted(any::<String>());
    };
    let most = rules.max_length.unwrap_or(80);
    let source = pattern.source().trim_matches(['^', '$']);
    let source = source
        .replace(r"\d", "[0-9]")
        .replace('*', &format!("{{0,{most}}}"));
    let fits = move |text: &String| {
        let length = text.chars().count();
        rules.min_length.is_none_or(|least| length >= least) && length <= most
    };
    quoted(
        string_regex(&source)
            .unwrap()
            .prop_filter("too long or too short", fits),
    )
}

fn network() -> impl Strategy<Value = String> {
    (any::<IpAddr>(), 0..=128_u8).prop_map(|(address, prefix)| {
        let most = if address.is_ipv4() { 32 } else { 128 };
        format!("{address}/{}", prefix.min(most))
    })
}

fn whole_number(rules: &'static Integer, keeps: Keeps) -> BoxedStrategy<String> {
    let factor = rules.multiple_of.unwrap_or(1);
    let good = rules.least().div_euclid(factor)..=rules.maximum().div_euclid(factor);
    let way = prop::sample::select(&["", ".0", ".000", "e0", "E+00"][..]);
    let good = (good, way).prop_map(move |(value, way)| format!("{}{way}", value * factor));
    if keeps != Keeps::Types(Range::Host) {
        return good.boxed();
    }
    prop_oneof![good, "-?[1-9][0-9]{0,40}(\\.0{1,3})?([eE]\\+?[0-9]{1,6})?"].boxed()
}

fn strings() -> BoxedStrategy<String> {
    let member = (quoted(any::<String>()), quoted(any::<String>()));
    let member = member.prop_map(|(key, value)| format!("{key}:{value}"));
    prop::collection::vec(member, 0..4)
        .prop_map(|members| format!("{{{}}}", members.join(",")))
        .boxed()
}

fn array(element: &'static Schema, keeps: Keeps) -> BoxedStrategy<String> {
    prop::collection::vec(document(element, keeps), 0..3)
        .prop_map(|elements| format!("[{}]", elements.join(" ,\n")))
        .boxed()
}

/// An object with its members in any order and, where only types matter, others among them.
fn object_of(object: &'static Object, keeps: Keeps) -> BoxedStrategy<String> {
    if let (Some((lower, upper)), Keeps::EveryRule) = (object.ascending, keeps) {
        let bounds = (1..1000, 1..1000);
        return bounds
            .prop_map(move |(least, more)| {
                format!("{{\"{lower}\":{least},\"{upper}\":{}}}", least + more)
            })
            .boxed();
    }
    let fields = object.fields.iter().map(|field| member(field, keeps));
    let fields: Vec<_> = fields.collect();
    let members = (fields, unknown(object, keeps)).prop_map(|(fields, unknown)| {
        let fields = fields.into_iter().flatten();
        fields.chain(unknown).collect::<Vec<_>>()
    });
    members
        .prop_shuffle()
        .prop_map(|members| format!("{{ {} }}", members.join(", ")))
        .boxed()
}

/// A field as a member of an object; `None` leaves it out.
fn member(field: &'static Field, keeps: Keeps) -> BoxedStrategy<Option<String>> {
    let may_be_null = field.nullable || keeps != Keeps::EveryRule && !field.required;
    let good = document(&field.schema, keeps);
    let value = if may_be_null {
        prop_oneof![4 => good, 1 => Just("null".to_owned())].boxed()
    } else {
        good
    };
    let is_there = prop::bool::weighted(if field.required { 1.0 } else { 0.6 });
    let escaped = prop::bool::weighted(0.1);
    (is_there, escaped, value)
        .prop_map(|(is_there, escaped, value)| {
            is_there.then(|| format!("{}: {value}", key(field.name, escaped)))
        })
        .boxed()
}

fn key(name: &str, escaped: bool) -> String {
    if !escaped {
        return format!("\"{name}\"");
    }
    let units = name.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
    format!("\"{}\"", units.collect::<String>())
}

fn unknown(object: &'static Object, keeps: Keeps) -> BoxedStrategy<Vec<String>> {
    let Keeps::Types(range) = keeps else {
        return Just(Vec::new()).boxed();
    };
    let is_unknown = |key: &String| object.fields.iter().all(|field| field.name != key);
    let key = prop_oneof![any::<String>(), "[a-zA-Z]{1,12}"].prop_filter("a known key", is_unknown);
    let member = (quoted(key), json::value(range)).prop_map(|(key, value)| key + ":" + &value);
    prop::collection::vec(member, 0..3).boxed()
}
