use std::sync::{Mutex, MutexGuard};

use super::shelf::Shelf;

/// What is held by number, and where messages lie. The host writes there while nobody is in here, and reads
/// what is written from here: the memory of a module is its instance's.
pub(super) struct Desk {
    messages: Vec<u8>,
    pub(super) shelf: Shelf,
}

static DESK: Mutex<Desk> = Mutex::new(Desk {
    messages: Vec::new(),
    shelf: Shelf::new(),
});

/// There is one thread, and nothing that could come back here: it is always free.
pub(super) fn lock() -> MutexGuard<'static, Desk> {
    DESK.try_lock().unwrap_or_else(|_| std::process::abort())
}

impl Desk {
    /// Makes room for so many bytes; gives its address. It never gets smaller, as the memory of a module does not.
    pub(super) fn room(&mut self, bytes: usize) -> usize {
        if self.messages.len() < bytes {
            // What was there is not to be copied.
            self.messages = Vec::new();
            self.messages = vec![0; bytes];
        }
        self.messages.as_ptr().expose_provenance()
    }

    /// What is held, and what was told: so many bytes, and a body of so many behind them.
    pub(super) fn open(&mut self, told: usize, body: usize) -> (&mut Shelf, &[u8], &[u8]) {
        let (told, rest) = self.messages.split_at_checked(told).unwrap_or_default();
        let body = rest.get(..body).unwrap_or_default();
        (&mut self.shelf, told, body)
    }

    /// Puts an answer in the place of what was told; gives its length.
    pub(super) fn answer(&mut self, answer: String) -> usize {
        let length = answer.len();
        match self.messages.get_mut(..length) {
            Some(place) => {
                let mut bytes = answer.bytes();
                place.fill_with(|| bytes.next().unwrap_or_default());
            }
            None => self.messages = answer.into_bytes(),
        }
        length
    }
}
