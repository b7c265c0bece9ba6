//! Facts files: what they resolve to, what is wrong with them, and that no text is too much.

mod describe;
mod error;
mod expression;
mod handle;
mod name;
mod param;
mod robust;
mod schema;
mod suggest;
mod take;

use sandbridge_extract::{FactsFile, apply_facts, parse_cdef};
use sandbridge_interface::{Interface, Result};

/// A library with what facts are about, as C declares it.
const LIBRARY: &str = include_str!("library.h");

/// The library above, with facts.
fn apply(facts: &str) -> Result<Interface> {
    apply_to(LIBRARY, facts)
}

fn apply_to(declarations: &str, facts: &str) -> Result<Interface> {
    let mut interface = parse_cdef("lib", declarations)?.interface;
    let file = FactsFile { path: "lib.facts.toml", text: facts };
    apply_facts(&mut interface, file, &|name| Ok(format!("the text of {name}\n")))?;
    Ok(interface)
}

/// The library with facts that must be right.
fn applied(facts: &str) -> Interface {
    apply(facts).unwrap_or_else(|error| panic!("{error}\n{facts}"))
}

/// Compares what facts make of a function.
fn check(facts: &str, function: &str, expected: expect_test::Expect) {
    expected.assert_eq(&describe::function(&applied(facts), function));
}
