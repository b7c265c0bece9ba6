//! Nothing: this crate exists for its dependency's C source.
