//! Tests of spell.
