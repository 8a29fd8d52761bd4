use std::cell::RefCell;
use std::collections::BTreeMap;

/// More resources than a contract holds; beyond it the oldest half is forgotten.
const MOST: usize = 16_384;

/// The ids that a client has seen in answers, each with its place in the order of first sight:
/// what was there before a create is not what the create made.
#[derive(Default)]
pub(crate) struct SeenIds(RefCell<Places>);

#[derive(Default)]
struct Places {
    of: BTreeMap<u128, u64>,
    next: u64,
}

impl SeenIds {
    pub(crate) fn add(&self, ids: &[u128]) {
        let mut places = self.0.borrow_mut();
        for &id in ids {
            let next = places.next;
            if *places.of.entry(id).or_insert(next) == next {
                places.next += 1;
            }
        }
        if places.of.len() > MOST {
            let oldest = places.next - MOST as u64 / 2;
            places.of.retain(|_, place| *place >= oldest);
        }
    }

    /// The place that the next new id will have.
    pub(crate) fn place(&self) -> u64 {
        self.0.borrow().next
    }

    /// Whether an id was seen before a place.
    pub(crate) fn was_seen_before(&self, id: u128, place: u64) -> bool {
        self.0
            .borrow()
            .of
            .get(&id)
            .is_some_and(|&seen| seen < place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_the_place_of_its_first_sight() {
        let seen = SeenIds::default();
        seen.add(&[1, 2]);
        let place = seen.place();
        seen.add(&[2, 3]);
        assert!(seen.was_seen_before(1, place));
        assert!(seen.was_seen_before(2, place));
        assert!(!seen.was_seen_before(3, place));
        assert!(!seen.was_seen_before(4, place));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let seen = SeenIds::default();
        for id in 0..100_000 {
            seen.add(&[id]);
        }
        assert!(seen.0.borrow().of.len() <= MOST);
        assert!(
            seen.was_seen_before(99_999, seen.place()),
            "the newest are kept"
        );
    }
}
