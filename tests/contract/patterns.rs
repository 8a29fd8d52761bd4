//! The patterns are matched by hand, without an engine; here is the engine to compare them with.

use std::cell::Cell;

use ionoscloud_dataplatform::rules::Pattern;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::string::string_regex;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use regex::{Regex, RegexBuilder};

/// Characters at which the patterns tell good from bad, and their look-alikes outside ASCII.
const TELLING: &str = "[-_.:/@`{\\[\\]^\n\r \u{0}09afgAFGzZ23456\u{660}\u{e9}\u{ff10}\u{1F600}]";

fn expression(pattern: Pattern) -> Regex {
    // In ECMA-262, whose dialect JSON Schema uses, `\d` is 0 to 9 only.
    let mut builder = RegexBuilder::new(pattern.source());
    builder.unicode(false).build().unwrap()
}

/// A wider expression, whose texts match or miss by a step.
fn wider(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Name => "[-A-Za-z0-9_.]{0,5}",
        Pattern::Token => "[-A-Za-z0-9_.,]{0,5}",
        Pattern::Uuid => "[0-9a-g]{8}-?[0-9a-f]{4}-{0,2}[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{11,13}",
        Pattern::Time => "[0-3][0-9]:[0-6][0-9]:[0-6][0-9]",
    }
}

/// Texts that match but for an edit or two.
fn near(pattern: Pattern) -> impl Strategy<Value = String> {
    let source = pattern.source().trim_matches(['^', '$']);
    let source = source.replace(r"\d", "[0-9]").replace('*', "{0,70}");
    let matching = string_regex(&source).unwrap();
    let edits = prop::collection::vec((any::<Index>(), 0..3_u8, TELLING), 0..3);
    (matching, edits).prop_map(|(text, edits)| edits.iter().fold(text, edit))
}

fn edit(text: String, (place, kind, with): &(Index, u8, String)) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let place = place.index(characters.len() + 1);
    let removed = usize::from(*kind > 0 && place < characters.len());
    let inserted = with.chars().take(usize::from(*kind < 2));
    characters.splice(place..place + removed, inserted);
    characters.into_iter().collect()
}

fn agrees(pattern: Pattern) {
    let expression = expression(pattern);
    let telling = format!("{TELLING}{{0,40}}");
    let texts = prop_oneof![
        4 => near(pattern),
        2 => string_regex(wider(pattern)).unwrap(),
        1 => string_regex(&telling).unwrap(),
        1 => any::<String>(),
    ];
    let mut runner = TestRunner::new(Config {
        cases: 4000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2),
        ..Config::default()
    });
    let matches = Cell::new(0);
    let compared = runner.run(&texts, |text| {
        let expected = expression.is_match(&text);
        matches.set(matches.get() + u32::from(expected));
        prop_assert_eq!(pattern.refuse(&text).is_none(), expected, "{:?}", text);
        Ok(())
    });
    compared.unwrap();
    assert!((500..3500).contains(&matches.get()), "{matches:?} match");
}

#[test]
fn a_name_is_what_its_pattern_matches() {
    agrees(Pattern::Name);
}

#[test]
fn a_token_is_what_its_pattern_matches() {
    agrees(Pattern::Token);
}

#[test]
fn a_uuid_is_what_its_pattern_matches() {
    agrees(Pattern::Uuid);
}

#[test]
fn a_time_is_what_its_pattern_matches() {
    agrees(Pattern::Time);
}
