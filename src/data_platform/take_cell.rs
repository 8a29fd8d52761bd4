use std::cell::Cell;

/// A value that changes behind shared references. It is taken out for as long as somebody works on
/// it, so that no access can fail: `RefCell` panics on a second one, and a panic is a trap.
#[derive(Default)]
pub(crate) struct TakeCell<T>(Cell<T>);

impl<T: Default> TakeCell<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Cell::new(value))
    }

    /// Works on the value. The work must not come back here: it would find the default.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let mut value = self.0.take();
        let result = work(&mut value);
        // A default owns nothing: to drop it would be code for no effect.
        std::mem::forget(self.0.replace(value));
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_work_changes_stays_changed() {
        let cell = TakeCell::<Vec<u32>>::default();
        cell.with(|list| list.push(1));
        cell.with(|list| list.push(2));
        assert_eq!(cell.with(|list| list.clone()), [1, 2]);
    }

    #[test]
    fn work_that_comes_back_finds_nothing_and_does_not_panic() {
        let cell = TakeCell::<Vec<u32>>::default();
        cell.with(|list| list.push(1));
        let inside = cell.with(|_| cell.with(|list| list.len()));
        assert_eq!(inside, 0);
        assert_eq!(cell.with(|list| list.len()), 1);
    }
}
