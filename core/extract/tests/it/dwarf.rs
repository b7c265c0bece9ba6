//! Debugging information: alone, and against headers.

use expect_test::{Expect, expect};
use sandbridge_extract::{
    Extracted, Header, Keep, cross_check, interface_from_dwarf, parse_header,
};
use sandbridge_interface::{Code, Interface, Type, abi, spell};

use crate::toolchain::Toolchain;

const KINDS: &str = r#"
typedef unsigned char Byte;
typedef const Byte *Bytes;
typedef unsigned long size;
enum color { RED, GREEN = -2, BLUE = 7 };
typedef enum { OFF, ON = 0x80000000 } power;
enum __attribute__((packed)) small { ONE = 1 };
struct opaque;
struct node { struct node *next; const struct node *const *children; enum color color; };
typedef struct {
  int a;
  unsigned b : 3, c : 30;
  union { float f; struct { short lo, hi; }; };
  enum small s;
  char name[8];
  int grid[2][3];
  int rest[];
} thing;
struct __attribute__((packed)) tight { char c; int i; _Bool flag : 1; };
struct __attribute__((aligned(32))) wide { char c; int u : 3; int : 4; int v : 5; };
#pragma pack(push, 2)
struct pragma { char c; long long l; };
#pragma pack(pop)
union either { double d; struct tight t; char bytes[11]; };
struct single { struct { double only; } inner; };
typedef int lanes __attribute__((vector_size(16)));
typedef int (*handler)(void *user, const struct node *, ...);

int scalars(_Bool a, char b, signed char c, short d, unsigned short e, unsigned f, long g, size h,
            long long i, unsigned long long j, float k, double l, long double m, __int128 n) { return 0; }
Bytes pointers(const char *text, Bytes bytes, char *const *argv, int out[4], struct opaque *o) { return bytes; }
thing *records(thing *t, struct tight a, struct wide b, struct pragma c, union either d, struct single e) { return t; }
struct node nodes(struct node n, enum color c, power p, enum small s) { return n; }
handler callbacks(handler h, int (*compare)(const void *, const void *), void (*plain)(void)) { return h; }
float _Complex others(float _Complex z, lanes v, volatile int *p, const int q) { return z; }
int variadic(const char *format, ...) { return 0; }
void none(void) {}
int old() { return 1; }
int renamed(int x) __asm__("other_symbol");
int renamed(int x) { return x; }
static int hidden(int x) { return x; }
int bits(unsigned _BitInt(37) x) { return hidden((int)x); }
int counter = 3;
const thing *const table[2];
const char version[] = "1.0";
"#;

const LINK: [&str; 6] = [
    "-std=gnu2x",
    "-O1",
    "-nostdlib",
    "-Wl,--no-entry",
    "-Wl,--export-all",
    "-fvisibility=default",
];

#[test]
fn every_kind_of_type_is_told() {
    let extracted = alone(&compiled(&["-g"], KINDS));
    check(
        &extracted.interface,
        &expect![[r#"
            case.c:34: handler callbacks(handler h, int (*compare)(const void *, const void *), void (*plain)(void))
            case.c:33: struct node nodes(struct node n, enum color c, power p, enum small s)
            case.c:37: void none(void)
            case.c:38: int old(void)
            case.c:40: int renamed(int x) as other_symbol
            case.c:35: float _Complex others(float _Complex z, lanes v, int *p, int q)
            case.c:31: Bytes pointers(const char *text, Bytes bytes, char *const *argv, int *out, struct opaque *o)
            case.c:32: thing *records(thing *t, struct tight a, struct wide b, struct pragma c, union either d, struct single e)
            case.c:29: int scalars(_Bool a, char b, signed char c, short d, unsigned short e, unsigned int f, long g, size h, long long i, unsigned long long j, float k, double l, long double m, __int128 n)
            case.c:36: int variadic(const char *format, ...)
            int counter
            constant: const thing *table[2]
            constant: char version[4]
            RED = Integer(0)
            GREEN = Integer(-2)
            BLUE = Integer(7)
            OFF = Integer(0)
            ON = Integer(2147483648)
            ONE = Integer(1)
            struct node: Some(Layout { size: 12, align: 4 }), Memory
            struct opaque: None, Memory
            thing: Some(Layout { size: 52, align: 4 }), Memory
            struct tight: Some(Layout { size: 6, align: 1 }), Memory
            struct wide: Some(Layout { size: 32, align: 32 }), Memory
            struct pragma: Some(Layout { size: 10, align: 2 }), Memory
            union either: Some(Layout { size: 16, align: 8 }), Memory
            struct single: Some(Layout { size: 8, align: 8 }), Single(TypeId(17))
            struct {...}: Some(Layout { size: 8, align: 8 }), Single(TypeId(17))
            union {...}: Some(Layout { size: 4, align: 4 }), Memory
            struct {...}: Some(Layout { size: 4, align: 2 }), Memory
        "#]],
    );
}

#[test]
fn debugging_information_gives_what_the_header_gives() {
    for version in ["-gdwarf-4", "-gdwarf-5"] {
        let theirs = alone(&compiled(&[version], KINDS)).interface;
        let ours = header(KINDS).interface;
        for function in &ours.functions {
            let Some((_, other)) = theirs.function(&function.name) else {
                assert!(["bits", "hidden"].contains(&function.name.as_str()), "{}", function.name);
                continue;
            };
            let (one, two) = (spell::prototype(&ours, function), spell::prototype(&theirs, other));
            assert_eq!(one, two.replace("const int q", "int q"));
            assert_eq!(
                abi::wasm_signature(&ours, function.signature),
                abi::wasm_signature(&theirs, other.signature),
                "{one}"
            );
        }
        for record in ours.records.iter().filter(|record| record.layout.is_some()) {
            let same = |other: &&sandbridge_interface::Record| {
                other.name == record.name && other.is_tag == record.is_tag
            };
            let Some(name) = &record.name else { continue };
            let other = theirs.records.iter().find(same).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(record.layout, other.layout, "{name} {version}");
            let places = |record: &sandbridge_interface::Record| {
                record.fields.iter().map(|f| (f.name.clone(), f.offset, f.bits)).collect::<Vec<_>>()
            };
            assert_eq!(places(record), places(other), "{name}");
        }
    }
}

#[test]
fn a_module_without_debugging_information_gives_no_interface() {
    let module = compiled(&[], KINDS);
    assert!(interface_from_dwarf(&module, "kinds").expect("it is a module").is_none());
    cross_check(&header(KINDS).interface, &module).expect("nothing contradicts the header");
}

#[test]
fn functions_that_are_not_exported_are_left_out() {
    let options = ["-g", "-std=gnu2x", "-nostdlib", "-Wl,--no-entry", "-Wl,--export=none"];
    let module = Toolchain::new(&[]).module(&options, KINDS);
    let interface = alone(&module).interface;
    let names: Vec<_> = interface.functions.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["none"]);
    assert!(interface.globals.is_empty());
}

#[test]
fn a_header_that_agrees_is_accepted() {
    cross_check(&header(KINDS).interface, &compiled(&["-g"], KINDS)).expect("they agree");
}

#[test]
fn random_records_agree_with_debugging_information() {
    let (source, _) = crate::random::source(0x5eed_4321, 600);
    let module = compiled(&["-g", "-Wl,--allow-undefined"], &source);
    cross_check(&header(&source).interface, &module).unwrap_or_else(|error| panic!("{error}"));
    let theirs = alone(&module).interface;
    let ours = header(&source).interface;
    let mut compared = 0;
    for function in &theirs.functions {
        let (_, other) = ours.function(&function.name).expect("the header has it");
        assert_eq!(
            abi::wasm_signature(&theirs, function.signature),
            abi::wasm_signature(&ours, other.signature),
            "{}",
            spell::prototype(&theirs, function)
        );
        compared += 1;
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn a_header_that_disagrees_is_refused_with_both_places() {
    let refused = |from: &str, to: &str| {
        assert!(KINDS.contains(from), "{from}");
        let changed = header(&KINDS.replace(from, to));
        let error = cross_check(&changed.interface, &compiled(&["-g"], KINDS))
            .expect_err("the header disagrees");
        assert_eq!(error.code(), Code::Conflict, "{error}");
        let line = error.origin().map_or(0, |origin| origin.line);
        format!("line {line}: {}\n", error.message())
    };
    let mut found = String::new();
    for (from, to) in [
        ("short d,", "int d,"),
        ("unsigned f,", "int f,"),
        ("int variadic(const char *format, ...) { return 0; }", "int variadic(const char *);"),
        ("void none(void)", "int none(void)"),
        ("unsigned b : 3, c : 30", "unsigned b : 3, c : 29"),
        ("char name[8]", "char name[7]"),
        ("struct __attribute__((packed)) tight", "struct tight"),
        ("enum color color;", "enum color color; int more;"),
        ("int (*compare)(const void *, const void *)", "int (*compare)(const void *)"),
        ("int counter = 3;", "extern short counter;"),
        ("struct { double only; } inner;", "struct { float only[2]; } inner;"),
    ] {
        found.push_str(&refused(from, to));
    }
    expect![[r#"
        line 29: library `kinds`: the header has `int scalars(_Bool a, char b, signed char c, int d, unsigned short e, unsigned int f, long g, size h, long long i, unsigned long long j, float k, double l, long double m, __int128 n)`, the module was compiled from `int scalars(_Bool a, char b, signed char c, short d, unsigned short e, unsigned int f, long g, size h, long long i, unsigned long long j, float k, double l, long double m, __int128 n)` (case.c:29): parameter `d`: `int` in the header, `short` in the module
        line 29: library `kinds`: the header has `int scalars(_Bool a, char b, signed char c, short d, unsigned short e, int f, long g, size h, long long i, unsigned long long j, float k, double l, long double m, __int128 n)`, the module was compiled from `int scalars(_Bool a, char b, signed char c, short d, unsigned short e, unsigned int f, long g, size h, long long i, unsigned long long j, float k, double l, long double m, __int128 n)` (case.c:29): parameter `f`: `int` in the header, `unsigned int` in the module
        line 36: library `kinds`: the header has `int variadic(const char *)`, the module was compiled from `int variadic(const char *format, ...)` (case.c:36): only one of them ends in `...`
        line 37: library `kinds`: the header has `int none(void)`, the module was compiled from `void none(void)` (case.c:37): result: `int` in the header, `void` in the module
        line 32: library `kinds`: the header's `thing *records(thing *t, struct tight a, struct wide b, struct pragma c, union either d, struct single e)` disagrees with the module's (case.c:32): `thing` (case.c:10): the member `c` is at bit 35 (29 wide) in the header and at bit 64 (30 wide) in the module
        line 32: library `kinds`: the header's `thing *records(thing *t, struct tight a, struct wide b, struct pragma c, union either d, struct single e)` disagrees with the module's (case.c:32): `thing` (case.c:10): the member `grid` is at byte 24 in the header and at byte 28 in the module
        line 32: library `kinds`: the header's `thing *records(thing *t, struct tight a, struct wide b, struct pragma c, union either d, struct single e)` disagrees with the module's (case.c:32): `struct tight` (case.c:19): the member `i` is at byte 4 in the header and at byte 1 in the module
        line 33: library `kinds`: the header's `struct node nodes(struct node n, enum color c, power p, enum small s)` disagrees with the module's (case.c:33): `struct node` (case.c:9): the module's has no member `more`
        line 34: library `kinds`: the header has `handler callbacks(handler h, int (*compare)(const void *), void (*plain)(void))`, the module was compiled from `handler callbacks(handler h, int (*compare)(const void *, const void *), void (*plain)(void))` (case.c:34): parameter `compare`: 1 parameters in the header and 2 in the module
        line 43: library `kinds`: the header has `short counter`, the module was compiled from `int counter` (case.c:43): `short` in the header, `int` in the module
        line 32: library `kinds`: the header's `thing *records(thing *t, struct tight a, struct wide b, struct pragma c, union either d, struct single e)` disagrees with the module's (case.c:32): `struct {...}` (case.c:25): the member `only`: `float[2]` in the header, `double` in the module
    "#]]
    .assert_eq(&found);
}

#[test]
fn what_a_caller_cannot_tell_apart_is_no_conflict() {
    for (from, to) in [
        ("long g, size h", "int g, unsigned h"),
        ("const char *text", "void *text"),
        ("struct node n, enum color c", "struct node n, int c"),
        ("struct wide b,", "struct wide renamed,"),
        ("thing *records(thing *t", "void *records(void *t"),
    ] {
        assert!(KINDS.contains(from), "{from}");
        let changed = header(&KINDS.replace(from, to).replace("return bytes", "return 0"));
        cross_check(&changed.interface, &compiled(&["-g"], KINDS))
            .unwrap_or_else(|error| panic!("{from}: {error}"));
    }
}

#[test]
fn damaged_debugging_information_never_panics() {
    let module = compiled(&["-g"], KINDS);
    let ours = header(KINDS).interface;
    let start = module.windows(11).position(|bytes| bytes == b".debug_info").expect("it has some");
    let mut random = crate::random::Random(0x5eed_0002);
    let (mut refused, rounds) = (0, 400);
    for _ in 0..rounds {
        let mut damaged = module.clone();
        for _ in 0..=random.below(4) {
            let at = start + 11 + random.below(module.len() - start - 11);
            damaged[at] = random.below(256) as u8;
        }
        let alone = interface_from_dwarf(&damaged, "kinds");
        refused += usize::from(alone.is_err());
        let _ = cross_check(&ours, &damaged);
    }
    assert!(refused > 0 && refused < rounds, "{refused} of {rounds} were refused");
}

fn check(interface: &Interface, expected: &Expect) {
    let mut text = String::new();
    for function in &interface.functions {
        let place = &function.origin;
        let symbol = function.symbol.as_ref().map(|s| format!(" as {s}")).unwrap_or_default();
        let prototype = spell::prototype(interface, function);
        text.push_str(&format!("{}:{}: {prototype}{symbol}\n", place.file, place.line));
    }
    for global in &interface.globals {
        let constant = if global.is_const { "constant: " } else { "" };
        let declared = spell::declare(interface, global.ty, &global.name);
        text.push_str(&format!("{constant}{declared}\n"));
    }
    for constant in &interface.constants {
        text.push_str(&format!("{} = {:?}\n", constant.name, constant.value));
    }
    for (index, ty) in interface.types.iter().enumerate() {
        let Type::Record(id) = ty else { continue };
        let record = interface.record(*id);
        let name = spell::type_name(interface, sandbridge_interface::TypeId(index as u32));
        text.push_str(&format!("{name}: {:?}, {:?}\n", record.layout, record.passing));
    }
    expected.assert_eq(&text);
}

fn compiled(options: &[&str], source: &str) -> Vec<u8> {
    Toolchain::new(&[]).module(&[&LINK[..], options].concat(), source)
}

fn alone(module: &[u8]) -> Extracted {
    let extracted = interface_from_dwarf(module, "kinds").unwrap_or_else(|error| panic!("{error}"));
    extracted.expect("the module has debugging information")
}

fn header(text: &str) -> Extracted {
    let header = Header { name: "kinds", text, simd: false, keep: Keep::OwnHeaders };
    parse_header(&header).unwrap_or_else(|error| panic!("{error}"))
}
