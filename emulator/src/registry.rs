use std::collections::BTreeMap;

use crate::uuid::Uuid;

/// Resources by id, in the order of their creation.
#[derive(Debug)]
pub(crate) struct Registry<T> {
    places: BTreeMap<Uuid, u64>,
    items: BTreeMap<u64, T>,
    next: u64,
}

impl<T> Default for Registry<T> {
    fn default() -> Self {
        Self {
            places: BTreeMap::new(),
            items: BTreeMap::new(),
            next: 0,
        }
    }
}

impl<T> Registry<T> {
    pub(crate) fn insert(&mut self, id: Uuid, item: T) -> &mut T {
        let place = self.next;
        self.next += 1;
        self.places.insert(id, place);
        self.items.entry(place).or_insert(item)
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<&T> {
        let place = self.places.get(&id)?;
        self.items.get(place)
    }

    pub(crate) fn get_mut(&mut self, id: Uuid) -> Option<&mut T> {
        let place = self.places.get(&id)?;
        self.items.get_mut(place)
    }

    pub(crate) fn remove(&mut self, id: Uuid) {
        if let Some(place) = self.places.remove(&id) {
            self.items.remove(&place);
        }
    }

    /// Keeps only the items of which `keep` says so.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        let before = self.items.len();
        self.items.retain(|_, item| keep(item));
        if self.items.len() < before {
            let items = &self.items;
            self.places.retain(|_, place| items.contains_key(place));
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.values()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.items.values_mut()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}
