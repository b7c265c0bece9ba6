//! Evidence to an [`Interface`]: a parser for preprocessed headers and for `cdef` strings, and a
//! reader of modules' debugging information ([`interface_from_dwarf`], [`cross_check`]).
//!
//! The parser reads what `clang --target=wasm32-wasi -E -dD -CC` prints: C11, C23 and GNU declarations, with
//! line markers, `#define` lines and comments kept. Function bodies are skipped. It needs no
//! compiler, knows the wasm32 ABI through `sandbridge-interface`, and never panics on any text.
//!
//! A text becomes tokens (`source`), tokens become declarations (`declaration` and what it
//! calls), types go straight into the tables of an [`Interface`] (`builder`), macros are
//! evaluated last (`macros`), and what nobody reaches is dropped (`prune`).
#![forbid(unsafe_code)]

mod adjacency;
mod attribute;
mod builder;
mod comment;
mod cursor;
mod declaration;
mod declarator;
mod directive;
mod docs;
mod dwarf;
mod enumeration;
mod expression;
mod facts;
mod lexer;
mod literal;
mod macros;
mod merge;
mod parser;
mod place;
mod predeclared;
mod prune;
mod record;
mod source;
mod specifier;
mod suggest;
mod value;

pub use dwarf::{cross_check, interface_from_dwarf};
pub use facts::{FactsFile, apply_facts, facts_schema};
pub use suggest::suggest_facts;

use sandbridge_interface::{Code, Docs, Error, Interface, Result};

/// A preprocessed header.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    /// The library's name, for messages: `zlib`. Lines before the first line marker are reported
    /// as in a file of this name.
    pub name: &'a str,
    /// What `clang --target=wasm32-wasi -E -dD -CC` printed. `-C` does too, but loses comments
    /// behind macros.
    pub text: &'a str,
    /// Whether the module is compiled with `-msimd128`, which changes how vectors are passed.
    pub simd: bool,
    /// Which declarations become part of the interface.
    pub keep: Keep,
}

/// Which declarations become part of the interface. Types that they reach always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// Those outside system headers, as the preprocessor's line markers tell.
    #[default]
    OwnHeaders,
    /// All of them, to make an interface of a system header.
    Everything,
}

/// What a header offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Extracted {
    /// Types, functions, constants and globals; validated.
    pub interface: Interface,
    /// What the header's comments say of them.
    pub docs: Docs,
}

/// Reads a preprocessed header.
///
/// Left out are `static` and `inline` functions, macros without a value, and names that begin
/// with two underscores among the constants.
///
/// ```
/// use sandbridge_extract::{Header, Keep, parse_header};
///
/// let text = "# 1 \"shout.h\" 1\n#define LOUD (1 << 4)\nint shout(const char *text, int how);\n";
/// let header = Header { name: "shout", text, simd: false, keep: Keep::OwnHeaders };
/// let extracted = parse_header(&header)?;
/// assert!(extracted.interface.function("shout").is_some());
/// assert!(extracted.interface.constant("LOUD").is_some());
/// # Ok::<(), sandbridge_interface::Error>(())
/// ```
///
/// # Errors
/// The first declaration that cannot be read, with its file, line and column: see the codes of
/// [`Kind::Declaration`](sandbridge_interface::Kind::Declaration).
pub fn parse_header(header: &Header<'_>) -> Result<Extracted> {
    let source = source::Source::read(header.name, header.text)?;
    let mut parser = parser::Parser::new(&source, header.keep);
    parser.build.interface.name = header.name.to_owned();
    parser.build.interface.simd = header.simd;
    parser.translation_unit()?;
    let extracted = parser.finish();
    extracted.interface.validate().map_err(|error| {
        Error::new(
            Code::UnsupportedDeclaration,
            format!("header `{}`: {}", header.name, error.message()),
        )
        .with_help("the declaration exceeds what an interface can hold")
    })?;
    Ok(extracted)
}

/// Reads declarations from a string in a program, as cffi's `cdef` does.
///
/// The names of `stdint.h`, `stddef.h`, `stdbool.h` and `stdarg.h` and the usual ones of
/// `sys/types.h` are known, with their wasm32 types. Places in errors are in a file `<cdef>`.
///
/// ```
/// use sandbridge_extract::parse_cdef;
///
/// let extracted = parse_cdef("zlib", "uint32_t adler32(uint32_t, const uint8_t *, size_t);")?;
/// assert_eq!(extracted.interface.functions[0].params.len(), 3);
/// # Ok::<(), sandbridge_interface::Error>(())
/// ```
///
/// # Errors
/// As [`parse_header`].
pub fn parse_cdef(name: &str, text: &str) -> Result<Extracted> {
    let text = format!("{}{text}\n", predeclared::PRELUDE);
    parse_header(&Header { name, text: &text, simd: false, keep: Keep::OwnHeaders })
}
