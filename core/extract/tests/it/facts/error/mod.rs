//! What is wrong with a facts file, and where.

mod contradiction;
mod handle;
mod name;
mod syntax;

use expect_test::Expect;

use super::apply;

fn check(facts: &str, expected: Expect) {
    match apply(facts) {
        Ok(_) => panic!("no error: {facts}"),
        Err(error) => expected.assert_eq(&error.to_string()),
    }
}
