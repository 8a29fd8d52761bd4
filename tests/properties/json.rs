//! Random JSON texts, and texts that are almost JSON.

use proptest::prelude::*;
use proptest::sample::Index;

/// How far a text may go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// What general parsers take as well.
    Common,
    /// Numbers beyond every format and lone surrogates too, which the host's parser takes.
    Host,
}

/// A JSON value of any kind.
pub(crate) fn value(range: Range) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        number(range),
        string(range),
    ];
    let nested = leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![array(inner.clone()), object_of(inner, range)]
    });
    (space(), nested, space())
        .prop_map(|(before, value, after)| before + &value + &after)
        .boxed()
}

pub(crate) fn object(range: Range) -> BoxedStrategy<String> {
    object_of(value(range), range).boxed()
}

fn object_of(value: impl Strategy<Value = String>, range: Range) -> impl Strategy<Value = String> {
    let member = (string(range), space(), value);
    let member = member.prop_map(|(key, space, value)| format!("{key}{space}:{value}"));
    prop::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(",")))
}

fn array(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let elements = prop::collection::vec((space(), value), 0..4);
    elements.prop_map(|elements| {
        let elements = elements.into_iter().map(|(space, value)| space + &value);
        format!("[{}]", elements.collect::<Vec<_>>().join(","))
    })
}

fn space() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 1 => "[ \t\r\n]{1,3}"]
}

pub(crate) fn number(range: Range) -> BoxedStrategy<String> {
    match range {
        Range::Common => "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?".boxed(),
        Range::Host => "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,12})?".boxed(),
    }
}

/// A string with its quotes, its characters written in any of the ways that JSON has.
pub(crate) fn string(range: Range) -> BoxedStrategy<String> {
    let escape = "\\\\[\"\\\\/bfnrt]";
    let unicode = match range {
        Range::Common => "\\\\u([0-9A-Ca-cE-Fe-f][0-9A-Fa-f]{3}|[dD]83[dD]\\\\u[dD][eE]00)",
        Range::Host => "\\\\u[0-9A-Fa-f]{4}",
    };
    let plain = "[^\\x00-\\x1F\"\\\\]{0,6}";
    let part = prop_oneof![4 => plain, 1 => escape, 1 => unicode];
    prop::collection::vec(part, 0..4)
        .prop_map(|parts| format!("\"{}\"", parts.concat()))
        .boxed()
}

/// Bytes at which a scanner has to decide something.
const TELLING: &[u8] =
    b"{}[],:\"\\/ \t\r\n\0\x1F-+.eE0123456789abfnrtu'\x7F\x80\xBF\xC3\xE2\xEF\xFF";

/// A text with a few bytes changed, inserted or removed, or cut off.
pub(crate) fn mutated(text: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop::sample::select(TELLING);
    let edit = (any::<Index>(), 0..4_u8, byte);
    (text, prop::collection::vec(edit, 0..4)).prop_map(|(text, edits)| {
        let text = text.into_bytes();
        edits.iter().fold(text, edited)
    })
}

fn edited(mut text: Vec<u8>, (place, kind, byte): &(Index, u8, u8)) -> Vec<u8> {
    let place = place.index(text.len() + 1);
    let removed = usize::from(*kind < 2 && place < text.len());
    let inserted = (*kind > 0).then_some(*byte);
    if *kind == 3 {
        text.truncate(place);
    } else {
        text.splice(place..place + removed, inserted);
    }
    text
}

/// The words of JSON in any order: more of it is almost JSON than of random bytes.
pub(crate) fn word_salad() -> impl Strategy<Value = Vec<u8>> {
    let words: &[&[u8]] = &[
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b" ",
        b"\n",
        b"null",
        b"true",
        b"false",
        b"0",
        b"-1",
        b"1.5e3",
        b"\"\"",
        b"\"a\"",
        b"\"a\":",
        b"\"\\u12aB\"",
        b"\xEF\xBB\xBF",
        b"\xFF",
    ];
    let words = prop::collection::vec(prop::sample::select(words), 0..12);
    words.prop_map(|words| words.concat())
}
