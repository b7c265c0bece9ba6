//! Texts that are no headers: every one gives a result or an error, soon.

use std::thread;
use std::time::{Duration, Instant};

use sandbridge_extract::{Header, Keep, parse_cdef, parse_header};
use sandbridge_interface::{Code, Kind};

use crate::header::read;
use crate::random::Random;

/// Parses and checks that an error is one about declarations.
fn attempt(text: &str) {
    let header = Header { name: "case", text, simd: true, keep: Keep::Everything };
    if let Err(error) = parse_header(&header) {
        let is_expected = error.kind() == Kind::Declaration || error.code() == Code::UnknownMember;
        assert!(is_expected, "{error}");
    }
}

#[test]
fn truncated_headers_are_survived() {
    for library in ["zlib.h", "expat.h"] {
        let (text, _) = read(library);
        let mut random = Random(7);
        for _ in 0..150 {
            let mut end = random.below(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            attempt(&text[..end]);
        }
    }
}

#[test]
fn mutated_headers_are_survived() {
    // Only what follows the system headers, to change it often.
    let (text, _) = read("zlib.h");
    let start = text.rfind("typedef voidpf (*alloc_func)").expect("zlib declares it");
    let own = format!(
        "typedef unsigned Byte, Bytef, uInt, uLong; typedef void *voidpf;\n{}",
        &text[start..]
    );
    let pieces = [
        "{",
        "}",
        "(",
        ")",
        "*",
        "[",
        "]",
        ";",
        ",",
        "\"",
        "'",
        "/*",
        "#",
        "\\\n",
        "0x",
        "int ",
        "struct ",
        "typedef ",
        "enum {",
        "sizeof",
        ":0",
        "...",
        "=",
        "\u{e9}",
        "\0",
        "\n#define A A(",
    ];
    let mut random = Random(11);
    for _ in 0..1500 {
        let mut mutated = own.clone().into_bytes();
        for _ in 0..=random.below(4) {
            let at = random.below(mutated.len());
            let piece = pieces[random.below(pieces.len())].as_bytes();
            match random.below(3) {
                0 => drop(mutated.splice(at..at, piece.iter().copied())),
                1 => drop(mutated.splice(at..(at + 8).min(own.len() - 8), piece.iter().copied())),
                _ => {
                    let other = random.below(mutated.len());
                    mutated.swap(at, other);
                }
            }
        }
        attempt(&String::from_utf8_lossy(&mutated));
    }
}

#[test]
fn nesting_has_a_limit() {
    // Hosts call from threads with small stacks.
    let thread = thread::Builder::new().stack_size(512 << 10).spawn(attempt_nesting);
    thread.expect("a thread can be started").join().expect("it ends without a panic");
}

fn attempt_nesting() {
    let deep = 100_000;
    attempt(&format!("int {}x;", "(".repeat(deep)));
    attempt(&format!("int {}x;", "*".repeat(deep)));
    attempt(&format!("int x{};", "[1]".repeat(deep)));
    attempt(&"struct {".repeat(deep));
    attempt(&format!("enum {{ A = {} }};", "(".repeat(deep)));
    attempt(&format!("enum {{ A = {}1 }};", "-".repeat(deep)));
    attempt(&format!("enum {{ A = {}1 }};", "1?".repeat(deep)));
    attempt(&format!("enum {{ A = {}1 }};", "sizeof ".repeat(deep)));
    attempt(&"void f(void (*)(".repeat(deep));
    attempt(&"extern \"C\" {".repeat(deep));
    attempt(&"typeof(".repeat(deep));
    attempt(&"_Atomic(".repeat(deep));
    let chain: String = (1..2000).map(|n| format!("typedef t{} *t{n};\n", n - 1)).collect();
    attempt(&format!("typedef int t0;\n{chain}"));
    let chain: String = (1..2000).map(|n| format!("typedef t{} t{n};\n", n - 1)).collect();
    attempt(&format!("typedef int t0;\n{chain}"));
    let chain: String =
        (1..200).map(|n| format!("struct s{n} {{ struct s{} a, b; }};\n", n - 1)).collect();
    attempt(&format!("struct s0 {{}};\n{chain}"));
}

#[test]
fn nothing_takes_exponential_time() {
    let start = Instant::now();
    // Macros that double, with and without a result.
    let doubling = |last: &str| {
        let lines = (0..60).map(|n| format!("#define A{n} A{} A{}\n", n + 1, n + 1));
        format!("{}#define A60 {last}\n", lines.collect::<String>())
    };
    attempt(&doubling("1 +"));
    attempt(&doubling(""));
    let nested: String =
        (0..60).map(|n| format!("#define F{n}(x) F{}(F{}(x))\n", n + 1, n + 1)).collect();
    attempt(&format!("{nested}#define R F0(1)\n"));
    // Function types that double.
    let functions: String =
        (1..60).map(|n| format!("void f{n}(typeof(f{0}) *, typeof(f{0}) *);\n", n - 1)).collect();
    attempt(&format!("void f0(void);\n{functions}{functions}"));
    attempt(&"#define X ".repeat(20_000));
    attempt(&"/* */ ".repeat(50_000));
    attempt(&"// a\n".repeat(50_000));
    attempt(&"# 1 \"a\"\n".repeat(50_000));
    attempt(&(0..50_000).map(|n| format!("# 1 \"f{n}\"\n")).collect::<String>());
    attempt(&"int x;".repeat(20_000));
    attempt(&format!("int {}x;", "long ".repeat(50_000)));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn sizes_beyond_the_address_space_are_refused() {
    for text in [
        "int x[0x40000000];",
        "struct s { char a[0xffffffff]; char b; };",
        "struct s { char a[0xffffffff]; } x[2];",
        "int x[-1];",
        "int x[65536][65536];",
        "struct s { int a[]; int b; };",
        "struct s { _Alignas(0x40000000) int a; };",
        "struct s { int a : 33; };",
    ] {
        let error = parse_cdef("case", text).expect_err(text);
        assert_eq!(error.kind(), Kind::Declaration, "{text}: {error}");
    }
}
