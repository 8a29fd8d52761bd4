use crate::client::Client;
use crate::task::Task;

/// What the facade holds by number. Each number is given once: what is closed twice, by hand and by a
/// finalizer, must not close another's.
pub(super) struct Shelf {
    /// In the order of their numbers.
    held: Vec<(u32, Held)>,
    next: u32,
}

pub(super) enum Held {
    Client(Box<Client>),
    /// A task, and the number of its client.
    Task(u32, Task),
}

impl Shelf {
    pub(super) const fn new() -> Self {
        Self {
            held: Vec::new(),
            next: 0,
        }
    }

    pub(super) fn put(&mut self, held: Held) {
        self.held.push((self.next, held));
        self.next = self.next.wrapping_add(1);
    }

    /// The number of what was put last.
    pub(super) fn latest(&self) -> u32 {
        self.next.wrapping_sub(1)
    }

    pub(super) fn client(&mut self, number: u32) -> Option<&mut Client> {
        let place = self.place_of(number)?;
        match self.held.get_mut(place)? {
            (_, Held::Client(client)) => Some(client),
            (_, Held::Task(..)) => None,
        }
    }

    /// A task, and what its client is and remembers.
    pub(super) fn task(&mut self, number: u32) -> Option<(&mut Task, &mut Client)> {
        let place = self.place_of(number)?;
        let (_, Held::Task(client, _)) = self.held.get(place)? else {
            return None;
        };
        let both = [place, self.place_of(*client)?];
        let [(_, task), (_, client)] = self.held.get_disjoint_mut(both).ok()?;
        match (task, client) {
            (Held::Task(_, task), Held::Client(client)) => Some((task, client)),
            _ => None,
        }
    }

    pub(super) fn close(&mut self, number: u32) {
        self.held.retain(|(known, _)| *known != number);
    }

    fn place_of(&self, number: u32) -> Option<usize> {
        let found = self.held.binary_search_by_key(&number, |(known, _)| *known);
        found.ok()
    }
}
