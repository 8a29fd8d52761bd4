use std::fmt;

use ionoscloud_dataplatform::rules::{check_text, schemas::PATH_ID};
use serde::{Serialize, Serializer};

/// The id of a resource. Dashes are optional in a path, so that ids are compared as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Uuid(pub(crate) u128);

impl Uuid {
    /// Reads an id by the API's rule; what is wrong with it otherwise, a sentence each.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<String>> {
        let broken = check_text(PATH_ID, text);
        if !broken.is_empty() {
            return Err(broken.into_iter().map(|(_, message)| message).collect());
        }
        let digits = text.chars().filter_map(|c| c.to_digit(16));
        Ok(Self(
            digits.fold(0, |id, digit| (id << 4) | u128::from(digit)),
        ))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0;
        let (a, b, c) = (id >> 96, id >> 80 & 0xFFFF, id >> 64 & 0xFFFF);
        let (d, e) = (id >> 48 & 0xFFFF, id & 0xFFFF_FFFF_FFFF);
        write!(f, "{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_with_and_without_dashes() {
        let text = "498ae72f-411f-11eb-9d07-046c59cc737e";
        let id = Uuid::parse(text).unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(Uuid::parse(&text.replace('-', "")), Ok(id));
        assert!(Uuid::parse(&text.to_uppercase()).is_err());
        assert!(Uuid::parse("").is_err());
    }
}
