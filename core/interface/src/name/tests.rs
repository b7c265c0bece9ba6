//! Tests of name.
