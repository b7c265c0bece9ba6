//! `sandbridge call` and `inspect`.

use crate::sandbox::Sandbox;

const HEADER: &str = "\
#include <stddef.h>
#include <stdint.h>
enum color { RED, GREEN = 5 };
struct point { int x; double y; unsigned flags : 3; char name[8]; };
struct opaque;
/** Says hello. */
const char *hello(const char *name);
uint8_t narrow(int8_t a, uint16_t b);
uint64_t wide(uint64_t a);
float half(float x);
enum color paint(enum color c);
int total(const int *values, size_t count);
void twice(int *values, size_t count);
size_t fill(char *buffer, size_t size);
struct point make(int x);
void trap(void);
int sum(int count, ...);
__int128 huge(__int128 a);
void with_callback(void (*f)(int));
char *mutable(void);
#define TEXT \"a\\tb\"
#define RATIO 0.5
";

const SOURCE: &str = "\
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include \"lib.h\"
const char *hello(const char *name) {
    static char text[64];
    if (!name) return NULL;
    snprintf(text, sizeof text, \"hello %s\", name);
    return text;
}
uint8_t narrow(int8_t a, uint16_t b) { return a + b; }
uint64_t wide(uint64_t a) { return a; }
float half(float x) { return x / 2; }
enum color paint(enum color c) { return c; }
int total(const int *values, size_t count) {
    int sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum;
}
void twice(int *values, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] *= 2;
}
size_t fill(char *buffer, size_t size) { memset(buffer, 'x', size); return size / 2; }
struct point make(int x) { return (struct point){ x, 1.5, 5, \"pt\" }; }
void trap(void) { __builtin_trap(); }
int sum(int count, ...) {
    va_list list;
    va_start(list, count);
    int sum = 0;
    while (count--) sum += va_arg(list, int);
    va_end(list);
    return sum;
}
__int128 huge(__int128 a) { return a - 1; }
void with_callback(void (*f)(int)) { if (f) f(1); }
char *mutable(void) {
    static char text[] = \"a\\nb\";
    return text;
}
";

fn library() -> Sandbox {
    let sandbox = Sandbox::new(&[("lib.h", HEADER), ("lib.c", SOURCE), ("data", "12345678")]);
    sandbox.ok(&["build", "lib.c", "--header", "lib.h", "-q"]);
    sandbox
}

#[test]
fn arguments_are_read_by_their_types() {
    let sandbox = library();
    for (words, printed) in [
        (&["hello", "you"][..], "hello you\n"),
        (&["hello", "null"], "NULL\n"),
        (&["narrow", "-1", "0x102"], "1\n"),
        (&["narrow", "'a'", "0"], "97\n"),
        (&["wide", "18446744073709551615"], "18446744073709551615\n"),
        (&["half", "-2.5"], "-1.25\n"),
        (&["half", "RATIO"], "0.25\n"),
        (&["paint", "GREEN"], "GREEN (5)\n"),
        (&["paint", "3"], "3\n"),
        (&["total", "1,2,-4", "3"], "-1\n"),
        (&["twice", "1,2,3", "3"], "values = { 2, 4, 6 }\n"),
        (&["twice", "7", "1"], "*values = 14\n"),
        (&["sum", "3", "1", "2", "3"], "6\n"),
        (
            &["huge", "-170141183460469231731687303715884105727"],
            "-170141183460469231731687303715884105728\n",
        ),
        (&["make", "4"], "{ .x = 4, .y = 1.5, .flags = 5, .name = \"pt\" }\n"),
        (&["with_callback", "null"], ""),
    ] {
        assert_eq!(sandbox.ok(&[&["call", "lib.wasm"][..], words].concat()), printed, "{words:?}");
    }
}

#[test]
fn a_pointer_to_char_is_shown_with_what_may_be_text() {
    let printed = library().ok(&["call", "lib.wasm", "mutable"]);
    assert!(printed.starts_with("(char *) 0x"), "{printed}");
    assert!(printed.ends_with(" \"a\\nb\"\n"), "{printed}");
}

#[test]
fn buffers_come_from_files_and_go_to_files() {
    let sandbox = library();
    let total = ["call", "lib.wasm", "total", "@data", "2"];
    assert_eq!(sandbox.ok(&total), (0x3433_3231 + 0x3837_3635i32).to_string() + "\n");
    let fill = ["call", "lib.wasm", "fill", "out:6", "len:buffer"];
    assert_eq!(sandbox.ok(&[&fill[..], &["--out", "buffer=filled"]].concat()), "3\n");
    assert_eq!(sandbox.read("filled"), b"xxxxxx");
    sandbox.ok(&[&fill[..], &["--out", "buffer=filled:ret"]].concat());
    assert_eq!(sandbox.read("filled"), b"xxx");
    assert_eq!(sandbox.ok(&[&fill[..], &["--out", "buffer=-:2"]].concat()), "xx");
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let sandbox = library();
    for (words, code, part) in [
        (&["narrow", "128", "0"][..], "SB0303", "`a` (int8_t)"),
        (&["narrow", "1", "-1"], "SB0303", "from 0 to 65535"),
        (&["narrow", "1", "one"], "SB0302", "`b`"),
        (&["narrow", "1"], "SB0301", "takes 2 arguments, got 1"),
        (&["sum"], "SB0301", "at least 1"),
        (&["helo", "x"], "SB0206", "hello"),
        (&["total", "@nowhere", "1"], "SB0101", "nowhere"),
        (&["total", "1,x", "2"], "SB0302", "`values`"),
        (&["total", "1", "len:count"], "SB0302", "count"),
        (&["make", "1", "--out", "x=y"], "SB1103", "no buffer"),
        (&["make", "1", "--out", "z=y"], "SB1103", "no parameter"),
        (&["make", "1", "--out", "x"], "SB1103", "PARAM=FILE"),
        (&["with_callback", "5"], "SB0309", "`f`"),
        (&["trap"], "SB0401", "trap"),
    ] {
        let error = sandbox.fails(&[&["call", "lib.wasm"][..], words].concat(), code);
        assert!(error.contains(part), "{words:?}: {error}");
    }
}

#[test]
fn inspect_shows_the_library_to_people() {
    let text = library().ok(&["inspect", "lib.wasm"]);
    for part in [
        "const char *hello(const char *name);",
        "Says hello.",
        "struct point  size 32, align 8",
        "     8  double y",
        "flags : 3",
        "GREEN = 5",
        "TEXT = \"a\\tb\"",
        "RATIO = 0.5",
        "open files and standard streams: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn inspect_prints_the_whole_interface_as_json() {
    let sandbox = library();
    let text = sandbox.ok(&["inspect", "lib.wasm", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["name"], "lib");
    assert_eq!(json["module"]["functions"]["narrow"], "(i32, i32) -> (i32)");
    assert_eq!(json["module"]["imports"][0]["module"], "wasi_snapshot_preview1");
    assert_eq!(json["docs"]["hello"], "Says hello.");
    let interface: sandbridge_interface::Interface =
        serde_json::from_value(json["interface"].clone()).expect("an interface");
    let module = sandbox.read("lib.wasm");
    let embedded = sandbridge_interface::section::read(&module).expect("a section");
    assert_eq!(Some(interface), embedded);
}

#[test]
fn what_is_no_library_is_named() {
    let sandbox = library();
    let module = sandbox.read("lib.wasm");
    std::fs::write(sandbox.path("cut.wasm"), &module[..module.len() / 2]).expect("a file");
    std::fs::write(sandbox.path("empty.wasm"), b"\0asm\x01\0\0\0").expect("a file");
    for command in [&["inspect"][..], &["call"]] {
        let run = |file: &str, code: &str| {
            let after: &[&str] = if command == ["call"] { &["f"] } else { &[] };
            let error = sandbox.fails(&[command, &[file], after].concat(), code);
            assert!(error.contains(file), "{error}");
        };
        run("none.wasm", "SB0101");
        run("lib.c", "SB0102");
        run("cut.wasm", "SB0103");
        run("empty.wasm", "SB0205");
    }
}

#[test]
fn help_and_usage_are_told_apart_by_the_exit_code() {
    let sandbox = Sandbox::new(&[]);
    for command in ["build", "bind", "inspect", "call"] {
        let help = sandbox.ok(&[command, "--help"]);
        assert!(help.contains("Examples:"), "{help}");
        assert_eq!(sandbox.run(&[command]).code, 2);
    }
    assert_eq!(sandbox.run(&["nonsense"]).code, 2);
    assert!(sandbox.ok(&["--help"]).contains("sandbridge build --help"));
}
