//! The command as its users run it: the real program, a real compiler, a folder for each test.

mod build;
mod call;
mod facts;
mod find;
mod folder;
mod idiom;
mod inspect;
mod precompile;
mod sandbox;
mod setjmp;
