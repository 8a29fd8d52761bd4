use std::cmp::Ordering;

/// The newest of some versions. Their parts compare as numbers: 23.11 is newer than 23.4.
pub(crate) fn newest<'a>(versions: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    versions.max_by(|a, b| compare(a, b))
}

fn compare(a: &str, b: &str) -> Ordering {
    let mut a = a.split('.');
    let mut b = b.split('.');
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

/// A part that is no number comes before every number.
fn key(part: Option<&str>) -> (Option<u64>, &str) {
    let part = part.unwrap_or_default();
    (part.parse().ok(), part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_order_by_number_and_not_by_letter() {
        let newest = |versions: &[&'static str]| newest(versions.iter().copied());
        assert_eq!(newest(&["23.4", "23.11", "23.7"]), Some("23.11"));
        assert_eq!(newest(&["24.3", "24.11", "23.12"]), Some("24.11"));
        assert_eq!(newest(&["1.1", "1.1.0"]), Some("1.1.0"));
        assert_eq!(newest(&["24.3-rc", "24.3"]), Some("24.3"));
        assert_eq!(newest(&[]), None);
    }
}
