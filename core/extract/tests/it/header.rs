//! Real headers, whole, as the wasm target's compiler preprocesses them.

use std::time::{Duration, Instant};

use sandbridge_extract::{Extracted, Header, Keep, parse_header};
use sandbridge_interface::{ConstantValue, layout, spell};

use crate::toolchain::Toolchain;

/// Headers of libraries, with those that they include.
pub(crate) const LIBRARIES: [(&str, &[&str]); 5] = [
    ("zlib.h", &["zlib.h", "zconf.h"]),
    ("sqlite3.h", &["sqlite3.h"]),
    ("png.h", &["png.h", "pngconf.h", "pnglibconf.h", "zlib.h", "zconf.h"]),
    ("zstd.h", &["zstd.h"]),
    ("expat.h", &["expat.h", "expat_external.h", "expat_config.h"]),
];

/// Headers of the C library.
pub(crate) const LIBC: [&str; 20] = [
    "assert.h",
    "complex.h",
    "ctype.h",
    "dirent.h",
    "errno.h",
    "fcntl.h",
    "fenv.h",
    "inttypes.h",
    "limits.h",
    "locale.h",
    "math.h",
    "poll.h",
    "stdio.h",
    "stdlib.h",
    "string.h",
    "sys/socket.h",
    "sys/stat.h",
    "time.h",
    "unistd.h",
    "wchar.h",
];

pub(crate) fn read(library: &str) -> (String, Extracted) {
    let (_, files) = LIBRARIES.iter().find(|(name, _)| *name == library).expect("a listed library");
    let text = Toolchain::new(files).preprocess(&format!("#include <{library}>\n"));
    let header = Header { name: library, text: &text, simd: false, keep: Keep::OwnHeaders };
    let extracted = parse_header(&header).unwrap_or_else(|error| panic!("{error}"));
    (text, extracted)
}

/// Functions, constants, `typedef` names and comments that a header has at least.
fn check(library: &str, least: [usize; 4]) {
    let (_, extracted) = read(library);
    let interface = &extracted.interface;
    let found = [
        interface.functions.len(),
        interface.constants.len(),
        interface.type_names.len(),
        extracted.docs.0.len(),
    ];
    let is_enough = found.iter().zip(least).all(|(found, least)| *found >= least);
    assert!(is_enough, "{library}: {found:?}");
}

#[test]
fn whole_headers_are_read() {
    check("zlib.h", [80, 39, 22, 100]);
    check("sqlite3.h", [280, 450, 40, 600]);
    check("png.h", [240, 240, 100, 300]);
    check("zstd.h", [60, 70, 14, 100]);
    check("expat.h", [65, 85, 34, 65]);
}

#[test]
fn libc_headers_are_read() {
    let toolchain = Toolchain::new(&[]);
    for name in LIBC {
        let text = toolchain.preprocess(&format!("#include <{name}>\n"));
        let header = Header { name, text: &text, simd: false, keep: Keep::Everything };
        let extracted = parse_header(&header).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!extracted.interface.constants.is_empty(), "{name}");
        // None of it is the includer's own.
        let header = Header { keep: Keep::OwnHeaders, ..header };
        let own = parse_header(&header).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(own.interface.functions.is_empty(), "{name}");
    }
}

#[test]
fn prototypes_constants_and_layouts_of_zlib() {
    let (_, extracted) = read("zlib.h");
    let interface = &extracted.interface;
    let prototype = |name| {
        let (_, function) = interface.function(name).expect("zlib declares it");
        spell::prototype(interface, function)
    };
    assert_eq!(prototype("crc32"), "uLong crc32(uLong crc, const Bytef *buf, uInt len)");
    assert_eq!(
        prototype("inflateBack"),
        "int inflateBack(z_streamp strm, in_func in, void *in_desc, out_func out, void *out_desc)"
    );
    let constant = |name| interface.constant(name).map(|constant| &constant.value);
    assert_eq!(constant("Z_BUF_ERROR"), Some(&ConstantValue::Integer(-5)));
    assert!(matches!(constant("ZLIB_VERSION"), Some(ConstantValue::Text(text)) if text[0] == b'1'));
    let stream = interface.type_named("z_stream").expect("zlib declares it");
    let size = layout::of(interface, stream).expect("its members are known");
    assert_eq!((size.size, size.align), (56, 4));
    // `struct internal_state` is never defined: pointers to it are handles.
    let state = interface.type_named("struct internal_state").expect("zlib names it");
    assert_eq!(layout::of(interface, state), None);
}

#[test]
fn macros_of_sqlite_have_values() {
    let (_, extracted) = read("sqlite3.h");
    let integer = |name| match extracted.interface.constant(name).map(|found| &found.value) {
        Some(ConstantValue::Integer(value)) => *value,
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(integer("SQLITE_IOERR_READ"), 10 | (1 << 8));
    assert_eq!(integer("SQLITE_TRANSIENT"), 0xffff_ffff);
    assert_eq!(integer("SQLITE_DESERIALIZE_READONLY"), 4);
}

#[test]
fn sqlite_is_read_in_20_ms() {
    let (text, _) = read("sqlite3.h");
    let header = Header { name: "sqlite3", text: &text, simd: false, keep: Keep::OwnHeaders };
    let time = || {
        let start = Instant::now();
        let _ = parse_header(&header);
        start.elapsed()
    };
    // The fastest of several, as other tests run beside this one.
    let fastest = (0..20).map(|_| time()).min().unwrap_or_default();
    assert!(fastest < Duration::from_millis(20), "{fastest:?}");
}
