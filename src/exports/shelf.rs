use std::cell::Cell;

use crate::take_cell::TakeCell;

/// Values that the facade holds by number. Each number is given once: what is closed twice, by hand
/// and by a finalizer, must not close another's.
pub(super) struct Shelf<T> {
    /// In the order of their numbers. What is lent has its place kept.
    values: TakeCell<Vec<(u32, Option<T>)>>,
    next: Cell<u32>,
}

impl<T> Shelf<T> {
    pub(super) const fn new() -> Self {
        Self {
            values: TakeCell::new(Vec::new()),
            next: Cell::new(0),
        }
    }

    pub(super) fn put(&self, value: T) -> u32 {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        self.values
            .with(|values| values.push((number, Some(value))));
        number
    }

    /// Lends a value; it is to be put back or closed.
    pub(super) fn lend(&self, number: u32) -> Option<T> {
        self.values.with(|values| find(values, number)?.take())
    }

    pub(super) fn put_back(&self, number: u32, value: T) {
        self.values.with(|values| {
            if let Some(place) = find(values, number) {
                *place = Some(value);
            }
        });
    }

    pub(super) fn close(&self, number: u32) {
        self.values
            .with(|values| values.retain(|(known, _)| *known != number));
    }
}

impl<T: Clone> Shelf<T> {
    pub(super) fn get(&self, number: u32) -> Option<T> {
        self.values.with(|values| find(values, number)?.clone())
    }
}

fn find<T>(values: &mut [(u32, Option<T>)], number: u32) -> Option<&mut Option<T>> {
    let place = values.binary_search_by_key(&number, |(known, _)| *known);
    let (_, value) = values.get_mut(place.ok()?)?;
    Some(value)
}
