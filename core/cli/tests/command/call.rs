//! `sandbridge call` as C declares functions, and what both it and `inspect` refuse.

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
double area(struct point p);
void move(struct point *p, int by);
int joined(const char *const *texts, int count);
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
double area(struct point p) { return p.x * p.y; }
void move(struct point *p, int by) { p->x += by; }
int joined(const char *const *texts, int count) {
    int length = 0;
    while (count--) length += strlen(*texts++);
    return length;
}
char *mutable(void) {
    static char text[] = \"a\\nb\";
    return text;
}
";

pub(crate) fn library() -> Sandbox {
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
        (&["area", "{\"x\": 3, \"y\": 1.5}"], "4.5\n"),
        (&["area", "[2, 4, \"GREEN\"]"], "8\n"),
        (
            &["move", "{\"x\": 3, \"name\": \"ab\"}", "-3"],
            "*p = { .x = 0, .y = 0, .flags = 0, .name = \"ab\" }\n",
        ),
        (
            &["move", "[{\"x\": 1}, {\"x\": 2}]", "1"],
            "p = { { .x = 2, .y = 0, .flags = 0, .name = \"\" }, { .x = 2, .y = 0, .flags = 0, .name = \"\" } }\n",
        ),
        (&["total", "hex:01000000ff000000", "2"], "256\n"),
        (&["hello", "text:null"], "hello null\n"),
        (&["joined", "[\"a\", \"bc\"]", "2"], "3\n"),
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
        (&["make", "1", "--out", "x"], "SB1103", "NAME=FILE"),
        (&["with_callback", "5"], "SB0309", "`f`"),
        (&["trap"], "SB0401", "trap"),
        (&["area", "3"], "SB0302", "as JSON"),
        (&["area", "{\"z\": 3}"], "SB0208", "no member `z`"),
        (&["area", "{\"x\": \"one\"}"], "SB0302", "member `x`"),
        (&["area", "{\"flags\": 9}"], "SB0303", "flags"),
        (&["hello", "hex:0"], "SB0302", "even number"),
        (&["narrow", "1", "2", "-o", "file"], "SB1103", "no bytes and no text"),
    ] {
        let error = sandbox.fails(&[&["call", "lib.wasm"][..], words].concat(), code);
        assert!(error.contains(part), "{words:?}: {error}");
    }
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
