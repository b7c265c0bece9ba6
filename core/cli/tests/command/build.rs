//! `sandbridge build` and `bind` with a real compiler.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::Sandbox;

const ADD_H: &str = "/** Adds two numbers. */\nint add(int a, int b);\n#define LIMIT (1 << 4)\n";
const ADD_C: &str = "#include \"add.h\"\nint add(int a, int b) { return a + b; }\n";

#[test]
fn one_source_becomes_a_self_describing_module() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", ADD_C)]);
    let ran = sandbox.run(&["build", "add.c", "--header", "add.h", "-o", "add.wasm"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("[1/1] add.c"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 function"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    assert_eq!(sandbox.ok(&["call", "add.wasm", "add", "2", "-3"]), "-1\n");
    assert_eq!(sandbox.ok(&["call", "add.wasm", "add", "LIMIT", "1"]), "17\n");
}

#[test]
fn several_sources_of_one_name_and_a_folder_of_them() {
    let sandbox = Sandbox::new(&[
        ("include/two.h", "int one(void);\nint two(void);\nextern int counter;\n"),
        ("a/part.c", "#include <two.h>\nint counter = 3;\nint one(void) { return 1; }\n"),
        ("b/part.c", "#include <two.h>\nint two(void) { return one() + N; }\n"),
    ]);
    let words = ["build", "a/part.c", "b", "--header", "include/two.h", "-I", "include"];
    sandbox.ok(&[&words[..], &["-D", "N=1", "-o", "two.wasm"]].concat());
    assert_eq!(sandbox.ok(&["call", "two.wasm", "two"]), "2\n");
    assert!(sandbox.ok(&["inspect", "two.wasm"]).contains("int counter;"));
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", ADD_C)]);
    for output in ["one.wasm", "two.wasm"] {
        sandbox.ok(&["build", "add.c", "--header", "add.h", "--name", "add", "-o", output, "-q"]);
    }
    assert!(sandbox.read("one.wasm") == sandbox.read("two.wasm"));
}

#[test]
fn a_module_tells_nothing_of_the_machine() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", ADD_C)]);
    let header = sandbox.path("add.h");
    let source = sandbox.path("add.c");
    let words = ["build", &source.to_string_lossy(), "--header", &header.to_string_lossy()];
    sandbox.ok(&words);
    let folder = source.parent().expect("a folder").to_string_lossy().into_owned();
    let module = sandbox.read("add.wasm");
    assert!(!module.windows(folder.len()).any(|bytes| bytes == folder.as_bytes()));
    assert!(!module.windows(8).any(|bytes| bytes == b"/sandbri"), "a temporary folder");
}

#[test]
fn debugging_information_is_kept_only_when_asked_for() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", ADD_C)]);
    let has_dwarf = |words: &[&str]| {
        sandbox.ok(&[&["build", "add.c", "--header", "add.h"][..], words].concat());
        sandbox.read("add.wasm").windows(11).any(|bytes| bytes == b".debug_info")
    };
    assert!(!has_dwarf(&[]));
    assert!(has_dwarf(&["--cflag=-g"]));
}

#[test]
fn what_the_user_says_of_loops_wins() {
    let source = "int alike(const char *a, const char *b) { int n = 0; \
                  while (n < 250 && a[n] == b[n] && a[n + 1] == b[n + 1]) n += 2; return n; }\n";
    let header = "int alike(const char *a, const char *b);\n";
    let sandbox = Sandbox::new(&[("alike.h", header), ("alike.c", source)]);
    let built = |words: &[&str]| {
        sandbox.ok(&[&["build", "alike.c", "--header", "alike.h"][..], words].concat());
        sandbox.read("alike.wasm")
    };
    let ours = built(&[]);
    assert!(ours == built(&["--cflag=-mllvm", "--cflag=-disable-lsr"]));
    assert!(ours != built(&["--cflag=-mllvm", "--cflag=-disable-lsr=false"]));
}

#[test]
fn a_compile_error_is_told_verbatim() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", "int add(int a { return; }\n")]);
    let error = sandbox.fails(&["build", "add.c", "--header", "add.h"], "SB1102");
    assert!(error.contains("could not compile add.c"), "{error}");
    assert!(error.contains("add.c:1:"), "{error}");
    assert!(!sandbox.path("add.wasm").exists());
}

#[test]
fn an_undefined_symbol_comes_with_advice() {
    let source = "int other(void);\nint add(int a, int b) { return a + b + other(); }\n";
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", source)]);
    let error = sandbox.fails(&["build", "add.c", "--header", "add.h"], "SB1102");
    assert!(error.contains("undefined symbol: other"), "{error}");
    assert!(error.contains("help: add the source that defines it"), "{error}");
}

#[test]
fn what_wasi_lacks_comes_with_the_flags_that_emulate_it() {
    let source = "#include <signal.h>\nint add(int a, int b) { return raise(a) + b; }\n";
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", source)]);
    let words = ["build", "add.c", "--header", "add.h"];
    let error = sandbox.fails(&words, "SB1102");
    assert!(error.contains("help: pass what the message names"), "{error}");
    let flags = ["-D_WASI_EMULATED_SIGNAL", "--ldflag=-lwasi-emulated-signal"];
    sandbox.ok(&[&words[..], &flags].concat());
}

#[test]
fn a_header_that_disagrees_is_refused() {
    let sandbox = Sandbox::new(&[
        ("add.h", "\nint add(int a, long long b);\n"),
        ("add.c", "int add(int a, int b) { return a + b; }\n"),
    ]);
    let error = sandbox.fails(&["build", "add.c", "--header", "add.h"], "SB0203");
    for part in ["add.h:2", "int add(int a, long long b)", "(i32, i64) -> (i32)", "(i32, i32)"] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(!sandbox.path("add.wasm").exists());
}

#[test]
fn a_declared_function_without_definition_is_left_out_with_a_note() {
    let header = format!("{ADD_H}int absent(void);\nextern int nowhere;\n");
    let sandbox = Sandbox::new(&[("add.h", &header), ("add.c", ADD_C)]);
    let ran = sandbox.run(&["build", "add.c", "--header", "add.h"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("left out: absent"), "{}", ran.stderr);
    assert!(ran.stderr.contains("left out: nowhere"), "{}", ran.stderr);
    assert!(!sandbox.ok(&["inspect", "add.wasm"]).contains("absent"));
}

#[test]
fn missing_files_and_wrong_kinds_are_named() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", ADD_C), ("add.cpp", "")]);
    let error = sandbox.fails(&["build", "add.c", "--header", "no.h"], "SB0101");
    assert!(error.contains("no.h"), "{error}");
    let error = sandbox.fails(&["build", "no.c", "--header", "add.h"], "SB0101");
    assert!(error.contains("no.c"), "{error}");
    sandbox.fails(&["build", "add.cpp", "--header", "add.h"], "SB1103");
    let error = sandbox.fails(&["build", "add.h", "--header", "add.h"], "SB1103");
    assert!(error.contains("--header"), "{error}");
    assert_eq!(sandbox.run(&["build", "add.c"]).code, 2);
    sandbox.fails(&["build", "add.c", "--header", "add.h", "-o", "no/such/folder.wasm"], "SB1104");
}

#[test]
fn without_a_compiler_one_command_is_named() {
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", ADD_C)]);
    let ran = sandbox.run_with(&["build", "add.c", "--header", "add.h"], |command| {
        command.env_clear();
    });
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("[SB1101]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("pip install ziglang"), "{}", ran.stderr);
    let error = sandbox.fails(&["build", "add.c", "--header", "add.h", "--cc", "nocc"], "SB1101");
    assert!(error.contains("nocc"), "{error}");
}

#[test]
fn exports_can_be_asked_for_by_name() {
    let source = format!("{ADD_C}int hidden(void) {{ return 7; }}\nint other = 1;\n");
    let sandbox = Sandbox::new(&[("add.h", ADD_H), ("add.c", &source)]);
    let words = ["build", "add.c", "--header", "add.h"];
    sandbox.ok(&words);
    let functions = || sandbox.ok(&["inspect", "add.wasm", "--json"]);
    assert!(!functions().contains("\"hidden\""));
    sandbox.ok(&[&words[..], &["--export", "hidden"]].concat());
    assert!(functions().contains("\"hidden\""));
    sandbox.ok(&[&words[..], &["--export-all"]].concat());
    assert!(functions().contains("\"hidden\""));
    let error = sandbox.fails(&[&words[..], &["--export", "none"]].concat(), "SB0204");
    assert!(error.contains("none"), "{error}");
}

#[test]
fn bind_describes_a_module_from_a_header_or_from_declarations() {
    let sandbox = Sandbox::new(&[
        ("add.h", ADD_H),
        ("add.c", ADD_C),
        ("sub.h", "int sub(int a, int b);\n"),
        ("add.cdef", "uint32_t add(int32_t first, int32_t second);\n"),
        ("wrong.cdef", "double add(int32_t first, int32_t second);\n"),
    ]);
    sandbox.ok(&["build", "add.c", "--header", "add.h", "-o", "add.wasm"]);
    sandbox.ok(&["bind", "add.wasm", "--cdef", "add.cdef", "-o", "bound.wasm"]);
    assert!(sandbox.ok(&["inspect", "bound.wasm"]).contains("add(int32_t first, int32_t second)"));
    sandbox.ok(&["bind", "bound.wasm", "--header", "add.h"]);
    assert!(sandbox.ok(&["inspect", "bound.wasm"]).contains("int add(int a, int b)"));
    let error = sandbox.fails(&["bind", "add.wasm", "--cdef", "wrong.cdef"], "SB0203");
    assert!(error.contains("double add"), "{error}");
    sandbox.fails(&["bind", "add.wasm", "--header", "sub.h"], "SB0204");
    sandbox.fails(&["bind", "add.h", "--header", "add.h"], "SB0102");
}

#[test]
fn bind_makes_an_interface_of_debugging_information() {
    let source =
        "struct pair { int a, b; };\nint sum(const struct pair *p) { return p->a + p->b; }\n";
    let sandbox = Sandbox::new(&[
        ("sum.h", "struct pair;\nint sum(const struct pair *);\n"),
        ("sum.c", source),
    ]);
    let words = ["build", "sum.c", "--header", "sum.h", "-o", "sum.wasm"];
    sandbox.ok(&[&words[..], &["--cflag=-g"]].concat());
    sandbox.ok(&["bind", "sum.wasm", "-o", "bound.wasm"]);
    let shown = sandbox.ok(&["inspect", "bound.wasm"]);
    assert!(shown.contains("int sum(const struct pair *p)"), "{shown}");
    assert!(shown.contains("int b"), "{shown}");
    assert!(!shown.contains("malloc"), "{shown}");
    sandbox.ok(&[&words[..], &["--cflag=-g0"]].concat());
    let error = sandbox.fails(&["bind", "sum.wasm"], "SB1103");
    assert!(error.contains("no debugging information"), "{error}");
}

#[test]
fn a_header_is_compared_with_debugging_information() {
    let sandbox = Sandbox::new(&[
        ("p.h", "struct p { int x; int y; };\n\nint sum(const struct p *p);\n"),
        ("p.c", "struct p { int x; double y; };\nint sum(const struct p *p) { return p->y; }\n"),
    ]);
    let words = ["build", "p.c", "--header", "p.h", "-o", "p.wasm"];
    // Nothing in the types of WebAssembly tells the two apart.
    sandbox.ok(&words);
    let error = sandbox.fails(&[&words[..], &["--cflag=-g"]].concat(), "SB1003");
    for part in
        ["p.h:3", "p.c:2", "p.c:1", "the member `y` is at byte 4 in the header and at byte 8"]
    {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn zlib_gives_the_same_functions_with_and_without_its_header() {
    let sandbox = Sandbox::new(&[]);
    let folder = zlib();
    let header = folder.join("zlib.h");
    let (folder, header) = (folder.to_string_lossy(), header.to_string_lossy());
    let words = ["build", &folder, "--header", &header, "-D", "HAVE_UNISTD_H", "-o", "zlib.wasm"];
    sandbox.ok(&[&words[..], &["--cflag=-g"]].concat());
    sandbox.ok(&[
        "bind",
        "zlib.wasm",
        "--header",
        &header,
        "-D",
        "HAVE_UNISTD_H",
        "-o",
        "with.wasm",
    ]);
    sandbox.ok(&["bind", "zlib.wasm", "-o", "without.wasm"]);
    let prototypes = |module: &str| {
        let shown = sandbox.ok(&["inspect", module]);
        let functions = shown.lines().filter(|line| line.contains('(') && line.ends_with(");"));
        let mut names: Vec<String> = functions
            .filter_map(|line| line.split('(').next()?.split([' ', '*']).next_back())
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    };
    let (with, without) = (prototypes("with.wasm"), prototypes("without.wasm"));
    assert!(with.len() > 60 && with == without, "{with:?} {without:?}");
    let version = |module: &str| sandbox.ok(&["call", module, "zlibVersion"]);
    assert_eq!(version("with.wasm"), version("without.wasm"));
}

#[test]
fn zlib_builds_from_its_source() {
    let sandbox = Sandbox::new(&[("text", &"sandbridge ".repeat(1000))]);
    let folder = zlib();
    let header = folder.join("zlib.h");
    let (folder, header) = (folder.to_string_lossy(), header.to_string_lossy());
    let words = ["build", &folder, "--header", &header, "-D", "HAVE_UNISTD_H", "-o", "zlib.wasm"];
    sandbox.ok(&words);
    // The CRC-32 of the text, from an independent implementation.
    let crc = sandbox.ok(&["call", "zlib.wasm", "crc32", "0", "@text", "len:buf"]);
    assert_eq!(crc, "1073230276\n");
    let compress = ["call", "zlib.wasm", "compress2", "out:2000", "2000", "@text", "11000"];
    let out = ["Z_BEST_COMPRESSION", "--out", "dest=text.z:destLen"];
    let printed = sandbox.ok(&[&compress[..], &out[..]].concat());
    assert!(printed.starts_with("0\n*destLen = "), "{printed}");
    let expand = ["call", "zlib.wasm", "uncompress", "out:11000", "11000", "@text.z"];
    sandbox.ok(&[&expand[..], &["len:source", "--out", "dest=text2"]].concat());
    assert!(sandbox.read("text") == sandbox.read("text2"));
}

/// The folder of zlib's source.
fn zlib() -> PathBuf {
    let locate = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/zlib/source/locate");
    let output = Command::new(locate).output().expect("examples/zlib/source/locate runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "zlib's source cannot be found: {said}");
    PathBuf::from(String::from_utf8(output.stdout).expect("UTF-8").trim())
}
