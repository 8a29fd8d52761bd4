use std::cmp::Ordering;

use serde::ser::{Serialize, Serializer};

use crate::config::VersionConfig;
use crate::reply::Refusal;

/// What the service was seen to assume where a creation named no version (FACTS 6: "version 1.1.0
/// is not a valid version from ...").
const ASSUMED: &str = "1.1.0";

/// The versions of the data platform, oldest first.
pub(crate) struct Versions(Vec<VersionConfig>);

impl Versions {
    pub(crate) fn new(mut versions: Vec<VersionConfig>) -> Self {
        versions.sort_by(|a, b| compare(&a.name, &b.name));
        Self(versions)
    }

    /// All of them, the retired ones included, as `GET /versions` lists them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|version| version.name.as_str())
    }

    /// The newest one that is not retired.
    pub(crate) fn latest(&self) -> Option<&str> {
        let usable = self.0.iter().rev().find(|version| !version.retired);
        usable.map(|version| version.name.as_str())
    }

    /// The version of a creation that names none, as the service picked it in 2023: one that is
    /// not valid.
    pub(crate) fn refuse_missing(&self) -> Refusal {
        self.refuse_unknown(ASSUMED)
    }

    /// Whether a cluster can be created with a version.
    pub(crate) fn check(&self, name: &str) -> Result<(), Refusal> {
        let Some(version) = self.0.iter().find(|version| version.name == name) else {
            return Err(self.refuse_unknown(name));
        };
        if version.retired {
            return Err(Refusal::impossible(&format!(
                "the version '{name}' is not available anymore"
            )));
        }
        Ok(())
    }

    /// Whether a cluster can go from one version to another. Staying is always possible: declarative
    /// tools send the version with each change.
    pub(crate) fn check_upgrade(&self, from: &str, to: &str) -> Result<(), Refusal> {
        if from == to {
            return Ok(());
        }
        self.check(to)?;
        if compare(from, to) == Ordering::Greater {
            return Err(Refusal::impossible(&format!(
                "the version '{from}' cannot be downgraded to '{to}'"
            )));
        }
        Ok(())
    }

    /// The versions that a cluster can be upgraded to.
    pub(crate) fn upgrades<'a>(&'a self, from: &'a str) -> Upgrades<'a> {
        Upgrades {
            versions: self,
            from,
        }
    }

    fn refuse_unknown(&self, name: &str) -> Refusal {
        let known: Vec<_> = self.names().collect();
        Refusal::new(
            422,
            "dsaas-o-691",
            &format!(
                "version {name} is not a valid version from '{}'",
                known.join(", ")
            ),
        )
    }
}

/// The versions that are newer than one, without the retired ones.
pub(crate) struct Upgrades<'a> {
    versions: &'a Versions,
    from: &'a str,
}

impl Serialize for Upgrades<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let usable = self.versions.0.iter().filter(|version| !version.retired);
        let newer = usable.filter(|version| compare(&version.name, self.from) == Ordering::Greater);
        serializer.collect_seq(newer.map(|version| version.name.as_str()))
    }
}

/// Compares versions part by part as numbers: 23.11 is newer than 23.4 (FACTS 12).
fn compare(a: &str, b: &str) -> Ordering {
    let part = |text: &str| match text.parse::<u64>() {
        Ok(number) => (number, String::new()),
        Err(_) => (u64::MAX, text.to_owned()),
    };
    a.split('.').map(part).cmp(b.split('.').map(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(names: &[(&str, bool)]) -> Versions {
        let versions = names.iter().map(|&(name, retired)| VersionConfig {
            name: name.to_owned(),
            retired,
        });
        Versions::new(versions.collect())
    }

    #[test]
    fn versions_order_as_numbers() {
        let versions = versions(&[("23.11", false), ("24.3", false), ("23.4", false)]);
        assert_eq!(
            versions.names().collect::<Vec<_>>(),
            ["23.4", "23.11", "24.3"]
        );
        let upgrades = serde_json::to_string(&versions.upgrades("23.4")).unwrap();
        assert_eq!(upgrades, r#"["23.11","24.3"]"#);
        assert_eq!(compare("23.4", "23.4.1"), Ordering::Less);
        assert_eq!(compare("23.4", "next"), Ordering::Less);
    }

    #[test]
    fn a_retired_version_is_listed_but_neither_the_latest_nor_an_upgrade() {
        let versions = versions(&[("23.4", false), ("23.11", false), ("25.3", true)]);
        assert_eq!(versions.names().count(), 3);
        assert_eq!(versions.latest(), Some("23.11"));
        let upgrades = serde_json::to_string(&versions.upgrades("23.4")).unwrap();
        assert_eq!(upgrades, r#"["23.11"]"#);
    }
}
