use crate::words::fill;

/// A longer word is no mistyped one.
const LONGEST: usize = 64;
/// Two texts that are further apart are not near.
const MOST_EDITS: usize = 2;

/// The candidate that a mistyped word most likely stands for: at most two edits away, or the same
/// but for letter case.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let mut nearest = None;
    let mut fewest = MOST_EDITS + 1;
    for &candidate in candidates {
        if candidate.len().abs_diff(word.len()) > MOST_EDITS {
            continue;
        }
        let edits = distance(word, candidate);
        if edits < fewest && edits <= candidate.len() / 3 {
            fewest = edits;
            nearest = Some(candidate);
        }
    }
    nearest
}

/// The end of a sentence about an unknown word; empty when it is near to none that is known.
#[must_use]
pub fn hint(near: Option<&str>) -> String {
    match near {
        Some(near) => fill("; did you mean {}?", &[near]),
        None => String::new(),
    }
}

/// Levenshtein's distance, letter case ignored. `b` is at most so much longer than the longest word.
#[inline(never)]
fn distance(a: &str, b: &str) -> usize {
    let mut row = [0; LONGEST + MOST_EDITS + 1];
    for (place, cell) in row.iter_mut().enumerate() {
        *cell = place;
    }
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let replace = diagonal + usize::from(!x.eq_ignore_ascii_case(&y));
            diagonal = *cell;
            left = replace.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.get(b.len()).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_recognised_and_a_far_one_is_not() {
        let fields = ["datacenterId", "name", "lans"];
        let near = |word| nearest(word, &fields);
        assert_eq!(near("dataCenterId"), Some("datacenterId"));
        assert_eq!(near("datacenterid"), Some("datacenterId"));
        assert_eq!(near("datacentreId"), Some("datacenterId"));
        assert_eq!(near("nmae"), None);
        assert_eq!(near("nam"), Some("name"));
        assert_eq!(near("colour"), None);
        assert_eq!(near(""), None);
    }

    #[test]
    fn a_word_of_any_length_costs_little() {
        let field = "f".repeat(65);
        let is_near = |length| nearest(&"f".repeat(length), &[&field]).is_some();
        assert!(is_near(64));
        assert!(!is_near(65));
    }

    #[test]
    fn the_distance_counts_edits() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
