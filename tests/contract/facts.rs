use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// What one side says: a subject, such as `rule Cluster.name maxLength`, and what is said of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts(BTreeMap<String, String>);

impl Facts {
    /// A subject that is spoken of twice keeps both words, so that none can hide the other.
    pub(crate) fn note(&mut self, subject: &str, aspect: &str, value: impl Display) {
        let value = value.to_string();
        let known = self.0.entry(format!("{subject} {aspect}"));
        known
            .and_modify(|known| *known = format!("{known} and {value}"))
            .or_insert(value);
    }

    pub(crate) fn get(&self, subject: &str) -> Option<&str> {
        self.0.get(subject).map(String::as_str)
    }

    pub(crate) fn replace(&mut self, subject: &str, value: Option<&str>) {
        match value {
            Some(value) => self.0.insert(subject.to_owned(), value.to_owned()),
            None => self.0.remove(subject),
        };
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// A subject of which the two sides say different things; `None` where a side says nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) subject: String,
    described: Option<String>,
    built: Option<String>,
}

impl Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_nothing = |side: &Option<String>| side.clone().unwrap_or("nothing".to_owned());
        write!(
            f,
            "{}: the description says {}, the crate {}",
            self.subject,
            or_nothing(&self.described),
            or_nothing(&self.built)
        )
    }
}

pub(crate) fn differences(described: &Facts, built: &Facts) -> Vec<Difference> {
    let only_built = built.0.keys().filter(|key| !described.0.contains_key(*key));
    let subjects = described.0.keys().chain(only_built);
    subjects
        .filter(|subject| described.get(subject) != built.get(subject))
        .map(|subject| Difference {
            subject: subject.clone(),
            described: described.0.get(subject).cloned(),
            built: built.0.get(subject).cloned(),
        })
        .collect()
}
