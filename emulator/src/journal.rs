use std::collections::VecDeque;
use std::rc::Rc;

use serde::Serialize;

use crate::auth::Identity;
use crate::faults::Fault;

/// More exchanges than a test looks at: the oldest ones are forgotten.
const MOST_ENTRIES: usize = 10_000;

/// What is longer is cut.
const MOST_CHARACTERS: usize = 2048;

/// One exchange, without credentials and bodies.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    pub(crate) at: u64,
    pub(crate) method: String,
    pub(crate) target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<&'static str>,
    /// Not there when no answer was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    pub(crate) request_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tenant: Option<Rc<Identity>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fault: Option<Fault>,
}

/// The latest exchanges.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    /// How many older ones were forgotten.
    dropped: u64,
}

/// A part of the journal, in its form. What was forgotten may have belonged to it.
#[derive(Serialize)]
struct Excerpt<'a> {
    entries: Vec<&'a Entry>,
    dropped: u64,
}

impl Journal {
    pub(crate) fn record(&mut self, mut entry: Entry) {
        cut(&mut entry.method);
        cut(&mut entry.target);
        if self.entries.len() == MOST_ENTRIES {
            self.entries.pop_front();
            self.dropped += 1;
        }
        self.entries.push_back(entry);
    }

    /// The exchanges of one operation.
    pub(crate) fn of(&self, operation: &'static str) -> impl Serialize {
        let entries = self.entries.iter();
        Excerpt {
            entries: entries
                .filter(|entry| entry.operation == Some(operation))
                .collect(),
            dropped: self.dropped,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

fn cut(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
        text.truncate(end);
    }
}
