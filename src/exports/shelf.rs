/// Values that the facade holds by number. Each number is given once: what is closed twice, by hand
/// and by a finalizer, must not close another's.
pub(super) struct Shelf<T> {
    /// In the order of their numbers.
    values: Vec<(u32, Box<T>)>,
    next: u32,
}

impl<T> Shelf<T> {
    pub(super) const fn new() -> Self {
        Self {
            values: Vec::new(),
            next: 0,
        }
    }

    pub(super) fn put(&mut self, value: T) -> u32 {
        let number = self.next;
        self.next = number.wrapping_add(1);
        self.values.push((number, Box::new(value)));
        number
    }

    pub(super) fn get(&mut self, number: u32) -> Option<&mut T> {
        let values = &mut self.values;
        let place = values.binary_search_by_key(&number, |(known, _)| *known);
        let (_, value) = values.get_mut(place.ok()?)?;
        Some(value)
    }

    pub(super) fn close(&mut self, number: u32) {
        self.values.retain(|(known, _)| *known != number);
    }
}
