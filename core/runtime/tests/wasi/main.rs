//! WASI's functions, called by a guest that says what it likes.
#![cfg(feature = "compiler")]

mod escape;
mod file;
mod folder;
mod guest;
mod hostile;
mod waiting;
