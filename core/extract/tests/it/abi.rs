//! How functions are called: against the table of cases, and against the compiler itself.

use std::collections::BTreeMap;

use sandbridge_extract::{Extracted, Header, Keep, parse_cdef, parse_header};
use sandbridge_interface::abi::{ValType, WasmSignature, check_export, wasm_signature};
use sandbridge_interface::{Code, Interface};

use crate::toolchain::{Toolchain, function_types};

const CASES: &str = include_str!("../../../conformance/abi/abi_cases.tsv");
const VARARGS: &str = include_str!("../../../conformance/abi/varargs_cases.c");
const NARROW: &str = include_str!("../../../conformance/abi/narrow_cases.c");

/// Names that the cases take as given.
const GIVEN: &str = "typedef float v4 __attribute__((vector_size(16)));
typedef int v2 __attribute__((vector_size(8)));\n";

/// Beyond the table: vectors of all sizes and other types that are split.
const MORE: &str = "
typedef int i1 __attribute__((vector_size(4))); i1 f01(i1 x) {return x;}
typedef int i8 __attribute__((vector_size(32))); i8 f02(i8 x) {return x;}
typedef signed char c16 __attribute__((vector_size(16))); c16 f03(c16 x) {return x;}
typedef signed char c4 __attribute__((vector_size(4))); c4 f04(c4 x) {return x;}
typedef long long l2 __attribute__((vector_size(16))); l2 f05(l2 x) {return x;}
typedef float g2 __attribute__((vector_size(8))); g2 f06(g2 x) {return x;}
typedef double d8 __attribute__((vector_size(64))); d8 f07(d8 x) {return x;}
struct sv {c16 v;}; struct sv f08(struct sv x) {return x;}
struct sv8 {i8 v;}; struct sv8 f09(struct sv8 x) {return x;}
_BitInt(64) f10(_BitInt(64) x) {return x;}
_BitInt(65) f11(_BitInt(65) x) {return x;}
unsigned _BitInt(128) f12(unsigned _BitInt(128) x) {return x;}
struct bi {_BitInt(100) b;}; struct bi f13(struct bi x) {return x;}
struct cx {double _Complex c;}; struct cx f14(struct cx x) {return x;}
typedef int over __attribute__((aligned(16))); struct ov {over o;}; struct ov f15(struct ov x) {return x;}
typedef int under __attribute__((aligned(1))); struct un {char c; under u;}; struct un f16(struct un x) {return x;}
struct deep {struct {union {struct {struct {} e; float f;} s;} u;} d; int z[0];}; struct deep f17(struct deep x) {return x;}
struct flex {struct {int n; int d[];} f;}; struct flex f18(struct flex x) {return x;}
";

#[test]
fn all_cases_lower_as_listed() {
    let rows: Vec<Vec<&str>> = CASES.lines().skip(1).map(|row| row.split('\t').collect()).collect();
    let source: String = rows.iter().map(|row| format!("{}\n", row[2])).collect();
    let extracted = read(&format!("{GIVEN}{source}"));
    let lowered = signatures(&extracted.interface);
    for row in &rows {
        assert_eq!(lowered.get(row[0]).map(String::as_str), Some(row[1]), "{}", row[2]);
    }
    assert_eq!(rows.len(), 120);
}

#[test]
fn the_compiler_lowers_alike() {
    let rows = CASES.lines().skip(1).filter_map(|row| row.split('\t').nth(2));
    let cases: String = rows.map(|row| format!("{row}\n")).collect();
    let includes =
        "#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <time.h>\n";
    let source = format!("{includes}{GIVEN}{cases}{MORE}");
    let toolchain = Toolchain::new(&[]);
    for (simd, flag) in [(false, "-mno-simd128"), (true, "-msimd128")] {
        // `d06() {}` takes no parameters in C23 and any number before.
        let options = ["-std=gnu2x", flag];
        let assembly = toolchain.run(&[&options[..], &["-S", "-o", "-"]].concat(), &source);
        let text = toolchain.run(&[&options[..], &["-E", "-dD"]].concat(), &source);
        let header = Header { name: "cases", text: &text, simd, keep: Keep::OwnHeaders };
        let extracted = parse_header(&header).unwrap_or_else(|error| panic!("{error}"));
        let theirs = function_types(&assembly);
        for (name, ours) in signatures(&extracted.interface) {
            assert_eq!(Some(&ours), theirs.get(&name), "{name}, {flag}");
        }
    }
}

#[test]
fn variable_arguments_and_narrow_integers_are_read() {
    let varargs = read(&VARARGS.replace("#include <stdarg.h>", ""));
    let lowered = signatures(&varargs.interface);
    assert_eq!(lowered["vf"], "(i32, i32) -> ()");
    assert_eq!(lowered["getal"], "(i32, i32) -> ()");
    assert_eq!(lowered["geti128"], "(i32, i32) -> ()");
    assert_eq!(lowered["getd"], "(i32) -> (f64)");
    let lowered = signatures(&read(NARROW).interface);
    assert!((1..=6).all(|n| lowered[&format!("n{n}")] == "(i32) -> (i32)"), "{lowered:?}");
}

#[test]
fn an_export_of_another_type_is_refused() {
    let extracted = read("int area(long long width, float height);");
    let interface = &extracted.interface;
    let (_, function) = interface.function("area").expect("it is declared");
    let mut export =
        WasmSignature { params: vec![ValType::I64, ValType::F32], result: Some(ValType::I32) };
    check_export(interface, function, &export).expect("the types agree");
    export.params.pop();
    let error = check_export(interface, function, &export).expect_err("a parameter is missing");
    assert_eq!(error.code(), Code::PrototypeMismatch);
    assert_eq!(
        error.to_string().lines().next(),
        Some(
            "<cdef>:1: library `case`: `int area(long long width, float height)` is \
             (i64, f32) -> (i32) in wasm, but the export `area` is (i64) -> (i32) [SB0203]"
        )
    );
}

fn read(text: &str) -> Extracted {
    parse_cdef("case", text).unwrap_or_else(|error| panic!("{error}"))
}

fn signatures(interface: &Interface) -> BTreeMap<String, String> {
    let functions = interface.functions.iter();
    let lowered = functions.map(|function| {
        (function.name.clone(), wasm_signature(interface, function.signature).to_string())
    });
    lowered.collect()
}
