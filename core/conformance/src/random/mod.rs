//! Random C types and functions, with values for all their members: what the differential test and
//! the `random-*` cases are made of.
//!
//! A record or parameter list is flattened to *leaves*, its members that hold a value of their own.
//! The C functions of a program copy leaves from or to an array of `int`, four *words* for each, so
//! that the host and C tell each other every single value. A union is seen through one of its
//! members at a time: `which` modulo their number.

mod generate;
mod leaf;
mod model;
mod sample;
mod source;
mod word;

pub use generate::{Random, program};
pub use leaf::{Leaf, Part, leaves};
pub use model::{Basic, Form, Member, Program, Record, Signature, Ty};
pub use sample::{File, alternatives, sample};
pub use source::{header, implementation};
pub use word::{Words, random as random_words};
