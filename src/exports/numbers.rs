//! The numbers by which the facade and the core talk, under the names that they have in `step.ts` and `wish.ts`.
//!
//! One of each kind has no place in the code: what is none of the others is taken for it.
#![allow(dead_code)]

/// What a task is told came of its step: its time is over, or the caller wants to go on.
pub(super) const TIME: u32 = 0;
/// An answer of the `status`, with its `[request id, content type, retry after]` and its bytes.
pub(super) const ANSWER: u32 = 1;
/// Something thrown, with the same head, and `[…, words, code]`.
pub(super) const THROWN: u32 = 2;
/// Something that is no answer.
pub(super) const NO_RESPONSE: u32 = 3;
/// What the token function gave, `null` where it threw.
pub(super) const TOKEN: u32 = 4;
/// An abort, with the words of its reason; the `status` says whether the request was handed over.
pub(super) const ABORT: u32 = 5;

/// What a client is told: to begin a task. The `status` is the number of what is wished.
pub(super) const BEGIN: u32 = 6;
/// That the call of the token function whose number is the `status` gave this, `null` where it threw; gives the events
/// to tell.
pub(super) const TOKEN_GIVEN: u32 = 7;

/// What is asked without a client: to open one, with what [`Settings`](crate::client::options::Settings) reads. Gives
/// its base URL, and the headers, credentials and time of its requests where a step says nothing else, or the failure
/// where an option is not valid.
pub(super) const OPEN: u32 = 0;
/// What is wrong with the body of the operation whose number is told, with what JSON cannot carry of it. Gives the
/// violations.
pub(super) const VALIDATE: u32 = 1;
/// The newest of some versions: `null` when there are none.
pub(super) const NEWEST: u32 = 2;
/// Whether a state is one that the API documents.
pub(super) const IS_KNOWN_STATE: u32 = 3;

/// The part of a wish that says its operation: its place in the API's description.
pub(super) const OPERATION: u32 = 15;
/// To look with the operation until the resource is available.
pub(super) const AVAILABLE: u32 = 16;
/// To look until it is gone.
pub(super) const DELETED: u32 = 32;
/// To look until it changes no more.
pub(super) const SETTLED: u32 = 48;
/// To look for what a create has made.
pub(super) const SEARCH: u32 = 64;
/// Beside any of them: it was aborted before it began.
pub(super) const ABORTED: u32 = 128;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoints;

    /// The lines `export const NAME = number;` of a file.
    fn exported(file: &str) -> Vec<(String, u32)> {
        let constants = file.lines().filter_map(|line| {
            let (name, number) = line.strip_prefix("export const ")?.split_once(" = ")?;
            Some((name.to_owned(), number.strip_suffix(';')?.parse().ok()?))
        });
        constants.collect()
    }

    fn own(numbers: &[(&str, u32)]) -> Vec<(String, u32)> {
        let own = numbers
            .iter()
            .map(|&(name, number)| (name.to_owned(), number));
        own.collect()
    }

    /// `NODE_POOLS_LIST` for `nodePools.list`.
    fn constant_of(operation: &str) -> String {
        let letters = operation.chars().map(|letter| match letter {
            '.' => "_".to_owned(),
            'A'..='Z' => format!("_{letter}"),
            _ => letter.to_ascii_uppercase().to_string(),
        });
        letters.collect()
    }

    #[test]
    fn the_facade_has_the_same_numbers_for_what_is_told_and_asked() {
        assert_eq!(
            exported(include_str!("../../pkg-template/src/step.ts")),
            own(&[
                ("TIME", TIME),
                ("ANSWER", ANSWER),
                ("THROWN", THROWN),
                ("NO_RESPONSE", NO_RESPONSE),
                ("TOKEN", TOKEN),
                ("ABORT", ABORT),
                ("BEGIN", BEGIN),
                ("TOKEN_GIVEN", TOKEN_GIVEN),
                ("OPEN", OPEN),
                ("VALIDATE", VALIDATE),
                ("NEWEST", NEWEST),
                ("IS_KNOWN_STATE", IS_KNOWN_STATE),
            ])
        );
    }

    #[test]
    fn the_facade_has_the_same_numbers_for_what_is_wished() {
        let mut wishes: Vec<_> = (0..)
            .zip(endpoints::ALL)
            .map(|(place, operation)| (constant_of(operation.name), place))
            .collect();
        wishes.append(&mut own(&[
            ("AVAILABLE", AVAILABLE),
            ("DELETED", DELETED),
            ("SETTLED", SETTLED),
            ("SEARCH", SEARCH),
            ("ABORTED", ABORTED),
        ]));
        assert_eq!(
            exported(include_str!("../../pkg-template/src/wish.ts")),
            wishes
        );
        assert!(endpoints::ALL.len() <= OPERATION as usize);
    }
}
