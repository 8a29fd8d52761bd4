use std::cmp::Ordering;

/// The newest of some versions. Their parts compare as numbers: 23.11 is newer than 23.4.
pub(crate) fn newest(versions: impl Iterator<Item = String>) -> Option<String> {
    let mut newest: Option<String> = None;
    for version in versions {
        let is_older = |known: &String| compare(known, &version) == Ordering::Greater;
        if !newest.as_ref().is_some_and(is_older) {
            newest = Some(version);
        }
    }
    newest
}

fn compare(a: &str, b: &str) -> Ordering {
    let mut a = a.as_bytes().split(|byte| *byte == b'.');
    let mut b = b.as_bytes().split(|byte| *byte == b'.');
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (a, b) => key(a).cmp(&key(b)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// A part that is no number comes before every number. Of two numbers, the one with more digits is larger.
fn key(part: Option<&[u8]>) -> (usize, &[u8]) {
    let mut part = part.unwrap_or_default();
    if part.is_empty() || !part.iter().all(u8::is_ascii_digit) {
        return (0, part);
    }
    while let [b'0', rest @ ..] = part {
        part = rest;
    }
    (1 + part.len(), part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_order_by_number_and_not_by_letter() {
        let newest =
            |versions: &[&'static str]| newest(versions.iter().map(|&version| version.to_owned()));
        assert_eq!(newest(&["23.4", "23.11", "23.7"]), Some("23.11".to_owned()));
        assert_eq!(
            newest(&["24.3", "24.11", "23.12"]),
            Some("24.11".to_owned())
        );
        assert_eq!(newest(&["1.1", "1.1.0"]), Some("1.1.0".to_owned()));
        assert_eq!(newest(&["24.3-rc", "24.3"]), Some("24.3".to_owned()));
        assert_eq!(newest(&[]), None);
    }
}
