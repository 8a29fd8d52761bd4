/// More resources than a contract holds; beyond it the oldest are forgotten. A power of two.
const MOST: usize = 16_384;

/// The ids that a client has seen in answers, each with its place in the order of first sight:
/// what was there before a create is not what the create made.
///
/// A table of its own, because the ids are random already: the map of the standard library would
/// bring 5 KB of code.
#[derive(Default)]
pub(crate) struct SeenIds {
    /// Ids with their places, at the index that they hash to or behind it; at least half are free.
    slots: Vec<Option<(u128, u64)>>,
    len: usize,
    /// The place of the newest id; the first has place 1, so that 0 is before all of them.
    last: u64,
}

impl SeenIds {
    pub(crate) fn add(&mut self, id: u128) {
        if self.len * 2 >= self.slots.len() {
            self.make_room();
        }
        let index = self.find(id);
        if let Some(slot @ None) = self.slots.get_mut(index) {
            self.last += 1;
            *slot = Some((id, self.last));
            self.len += 1;
        }
    }

    /// Adds an id that a create has given out: no other create made it, whenever it began.
    pub(crate) fn claim(&mut self, id: u128) {
        self.add(id);
        let index = self.find(id);
        if let Some(Some((_, place))) = self.slots.get_mut(index) {
            *place = 0;
        }
    }

    /// The place that the next new id will have.
    pub(crate) fn place(&self) -> u64 {
        self.last + 1
    }

    /// Whether an id was seen before a place.
    pub(crate) fn was_seen_before(&self, id: u128, place: u64) -> bool {
        let slot = self.slots.get(self.find(id));
        matches!(slot, Some(Some((_, seen))) if *seen < place)
    }

    /// The index of an id, or of the free slot where it would be.
    fn find(&self, id: u128) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        // Both halves count: of some kinds of UUID one half is the same for all.
        #[allow(clippy::cast_possible_truncation)]
        let hash = ((id >> 64) as u64 ^ id as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        #[allow(clippy::cast_possible_truncation)]
        let mut index = hash as usize & mask;
        while matches!(self.slots.get(index), Some(Some((known, _))) if *known != id) {
            index = (index + 1) & mask;
        }
        index
    }

    /// Grows, or forgets the older half where it has grown enough.
    fn make_room(&mut self) {
        let (size, oldest) = if self.len < MOST {
            ((self.slots.len() * 2).max(16), 0)
        } else {
            (self.slots.len(), self.last - MOST as u64 / 2)
        };
        let old = std::mem::replace(&mut self.slots, vec![None; size]);
        self.len = 0;
        for slot in &old {
            let Some((id, place)) = slot.filter(|(_, place)| *place >= oldest) else {
                continue;
            };
            let index = self.find(id);
            if let Some(free) = self.slots.get_mut(index) {
                *free = Some((id, place));
                self.len += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_the_place_of_its_first_sight() {
        let mut seen = SeenIds::default();
        for id in [1, 2] {
            seen.add(id);
        }
        let place = seen.place();
        for id in [2, 3] {
            seen.add(id);
        }
        assert!(seen.was_seen_before(1, place));
        assert!(seen.was_seen_before(2, place));
        assert!(!seen.was_seen_before(3, place));
        assert!(!seen.was_seen_before(4, place));
    }

    #[test]
    fn an_id_that_was_given_out_counts_as_seen_before_everything() {
        let mut seen = SeenIds::default();
        let place = seen.place();
        seen.claim(1);
        assert!(seen.was_seen_before(1, place));
        seen.add(2);
        assert!(!seen.was_seen_before(2, place));
        seen.claim(2);
        assert!(seen.was_seen_before(2, place));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut seen = SeenIds::default();
        for id in 0..100_000 {
            seen.add(id);
        }
        assert!(seen.len <= MOST);
        assert_eq!(seen.slots.len(), 2 * MOST);
        assert!(
            seen.was_seen_before(99_999, seen.place()),
            "the newest are kept"
        );
    }
}
