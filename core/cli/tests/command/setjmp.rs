//! Sources that use setjmp, which no C library of Debian has.

use crate::sandbox::Sandbox;

const JUMP_H: &str = "\
#include <setjmp.h>
struct parser { int error; jmp_buf env; };
int jump(int value);
int often(int times);
int parse(struct parser *parser);
";
const JUMP_C: &str = "\
#include \"jump.h\"
static jmp_buf env;
static void leave(int value) { longjmp(env, value); }
int jump(int value) {
    int came = setjmp(env);
    if (came) return came;
    leave(value);
    return -1;
}
int often(int times) {
    int sum = 0;
    while (times--) sum += jump(0);
    return sum;
}
";
const PARSE_C: &str = "\
#include \"jump.h\"
int parse(struct parser *parser) { return _setjmp(parser->env) ? parser->error : 0; }
int no_jump_here(void) { return 1; }
";
const BUILD: [&str; 7] = ["build", "jump.c", "parse.c", "plain.c", "--header", "jump.h", "-o"];

fn sandbox() -> Sandbox {
    let plain = "int plain(void) { return 1; }\n";
    Sandbox::new(&[
        ("jump.h", JUMP_H),
        ("jump.c", JUMP_C),
        ("parse.c", PARSE_C),
        ("plain.c", plain),
    ])
}

#[test]
fn setjmp_needs_no_flag() {
    let sandbox = sandbox();
    let ran = sandbox.run(&[&BUILD[..], &["jump.wasm"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("setjmp in 2 of 3"), "{}", ran.stderr);
    // They are the C library's, although its header is our own.
    assert!(!ran.stderr.contains("left out"), "{}", ran.stderr);
    assert_eq!(sandbox.ok(&["call", "jump.wasm", "jump", "42"]), "42\n");
    assert_eq!(sandbox.ok(&["call", "jump.wasm", "often", "100000"]), "100000\n");
    // As large as with other C libraries.
    let listed = sandbox.ok(&["inspect", "jump.wasm"]);
    assert!(listed.contains("struct parser"), "{listed}");
    let module = sandbox.read("jump.wasm");
    assert!(!module.windows(8).any(|bytes| bytes == b"/sandbri"), "a temporary folder");
}

#[test]
fn objects_that_were_compiled_elsewhere_get_their_functions() {
    let sandbox = sandbox();
    sandbox.ok(&[&BUILD[..], &["jump.wasm"]].concat());
    let flags = ["-mllvm", "-wasm-enable-sjlj", "-mllvm", "-wasm-use-legacy-eh=false"];
    let headers = concat!(env!("CARGO_MANIFEST_DIR"), "/src/toolchain/setjmp");
    let compiled = std::process::Command::new("clang-22")
        .args(["--target=wasm32-wasip1", "-fvisibility=default", "-O1", "-c", "-I", headers])
        .args(flags)
        .args([sandbox.path("jump.c"), "-o".into(), sandbox.path("jump.o")])
        .status();
    assert!(compiled.expect("clang-22 runs").success());
    sandbox.ok(&["build", "jump.o", "parse.c", "--header", "jump.h", "-o", "both.wasm"]);
    assert_eq!(sandbox.ok(&["call", "both.wasm", "jump", "7"]), "7\n");
}

#[test]
fn a_compiler_without_the_standard_encoding_is_named_with_another() {
    let sandbox = sandbox();
    let words = ["jump.wasm", "--cc", "clang-19"];
    let error = sandbox.fails(&[&BUILD[..], &words].concat(), "SB0106");
    assert!(error.contains("jump.c, parse.c"), "{error}");
    for word in ["clang-19", "legacy", "clang-22", "ziglang"] {
        assert!(error.contains(word), "{word}: {error}");
    }
    assert!(!sandbox.path("jump.wasm").exists());
}

#[test]
fn a_header_with_jmp_buf_is_read_without_it() {
    let sandbox = sandbox();
    sandbox.ok(&[&BUILD[..], &["jump.wasm"]].concat());
    sandbox.ok(&["bind", "jump.wasm", "--header", "jump.h", "-o", "bound.wasm"]);
    assert_eq!(sandbox.ok(&["call", "bound.wasm", "jump", "3"]), "3\n");
}
