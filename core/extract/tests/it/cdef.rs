//! Declarations in all their forms, as they are spelled back.

use expect_test::{Expect, expect};
use sandbridge_extract::parse_cdef;
use sandbridge_interface::{ConstantValue, Interface, RecordKind, Type, layout, spell};

fn check(text: &str, expected: Expect) {
    let extracted = parse_cdef("case", text).unwrap_or_else(|error| panic!("{error}"));
    expected.assert_eq(&show(&extracted.interface));
}

fn show(interface: &Interface) -> String {
    let mut lines = Vec::new();
    for function in &interface.functions {
        let symbol = function.symbol.as_ref().map(|s| format!(" as {s}")).unwrap_or_default();
        lines.push(format!("{};{symbol}", spell::prototype(interface, function)));
    }
    for global in &interface.globals {
        let qualifier = if global.is_const { "const " } else { "" };
        lines.push(format!("{qualifier}{};", spell::declare(interface, global.ty, &global.name)));
    }
    for named in &interface.type_names {
        if let Type::Named { to, .. } = interface.ty(named.ty) {
            lines.push(format!("typedef {};", spell::declare(interface, *to, &named.name)));
        }
    }
    for (index, record) in (0u32..).zip(&interface.records) {
        let name = spell::record_name(interface, sandbridge_interface::RecordId(index));
        let kind = if record.kind == RecordKind::Union { "union: " } else { "" };
        let Some(size) = record.layout else {
            lines.push(format!("{kind}{name} is opaque"));
            continue;
        };
        let fields: Vec<String> = record
            .fields
            .iter()
            .map(|field| {
                let member = spell::declare(
                    interface,
                    field.ty,
                    field.name.as_deref().unwrap_or("(anonymous)"),
                );
                let bits =
                    field.bits.map(|b| format!(".{}:{}", b.shift, b.width)).unwrap_or_default();
                format!("{member} @{}{bits}", field.offset)
            })
            .collect();
        lines.push(format!("{kind}{name} {}/{} {{{}}}", size.size, size.align, fields.join("; ")));
    }
    for enumeration in &interface.enums {
        let variants = enumeration.variants.iter().map(|v| format!("{}={}", v.name, v.value));
        let name = enumeration.name.as_deref().unwrap_or("-");
        let variants = variants.collect::<Vec<_>>().join(" ");
        lines.push(format!("enum {name}: {} {{{variants}}}", enumeration.repr.spelling()));
    }
    for constant in &interface.constants {
        let value = match &constant.value {
            ConstantValue::Integer(value) => value.to_string(),
            ConstantValue::Float(value) => format!("{value:?}"),
            ConstantValue::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
        };
        lines.push(format!("{} = {value}", constant.name));
    }
    lines.join("\n")
}

#[test]
fn declarators_read_inside_out() {
    check(
        "int (*signal(int, void (*)(int)))(int), *p[3], (*q)[3];
         void (*(*table[2])(const char *, ...))(void);
         typedef int (*compare)(const void *, const void *);
         void qsort(void *base, size_t count, size_t size, compare by);
         typedef int callback(int); callback *handler; callback direct;
         char *const names[], *strchr(const char *s, int c);
         unsigned long long int long_one(long unsigned x, short signed int y, char signed z);",
        expect![[r#"
            int (*signal(int, void (*)(int)))(int);
            void qsort(void *base, size_t count, size_t size, compare by);
            int direct(int);
            char *strchr(const char *s, int c);
            unsigned long long long_one(unsigned long x, short y, signed char z);
            int *p[3];
            int (*q)[3];
            void (*(*table[2])(const char *, ...))(void);
            callback *handler;
            const char *names[];
            typedef int (*compare)(const void *, const void *);
            typedef int callback(int);"#]],
    );
}

#[test]
fn parameters_decay() {
    check(
        "void f(int a[4], int n, int b[n], char c[3][5], int d[static 2], int e[const], int g(void));
         void h(int (*a)[4], const int rows[][3], va_list ap, int size_t, int (size_t));
         void k(register const volatile char *restrict const s, ...);
         int none(), nothing(void);",
        expect![[r#"
            void f(int *a, int n, int *b, char (*c)[5], int *d, int *e, int (*g)(void));
            void h(int (*a)[4], const int (*rows)[3], va_list ap, int size_t, int (*)(size_t));
            void k(const char *s, ...);
            int none(void);
            int nothing(void);"#]],
    );
}

#[test]
fn records_nest_and_pack() {
    check(
        "struct node { struct node *next; struct { int x, y; } at[2]; union { int i; float f; }; };
         typedef struct { unsigned a : 3, : 0, b : 5; _Bool c : 1; } flags;
         struct __attribute__((packed)) tight { char c; int i; long long l __attribute__((aligned(4))); };
         #pragma pack(push, 2)
         struct two { char c; int i; double d; };
         #pragma pack(pop)
         struct open { int n; double rest[]; };
         struct hidden; struct hidden *make(void);
         typedef struct opaque_s *opaque;
         union both { char bytes[8]; double d; } shared;
         struct [[gnu::aligned(16)]] wide { char c; _Alignas(double) char d; };
         typedef int __attribute__((aligned(2))) loose; struct holder { char c; loose l; };
         struct repeated { int x; }; struct repeated { int x; };",
        expect![[r#"
            struct hidden *make(void);
            union both shared;
            typedef flags flags;
            typedef struct opaque_s *opaque;
            typedef int loose;
            struct node 24/4 {struct node *next @0; struct {...} at[2] @4; union {...} (anonymous) @20}
            struct {...} 8/4 {int x @0; int y @4}
            union: union {...} 4/4 {int i @0; float f @0}
            flags 8/4 {unsigned int a @0.0:3; unsigned int b @4.0:5; _Bool c @4.5:1}
            struct tight 16/4 {char c @0; int i @1; long long l @8}
            struct two 14/2 {char c @0; int i @2; double d @6}
            struct open 8/8 {int n @0; double rest[] @8}
            struct hidden is opaque
            struct opaque_s is opaque
            union: union both 8/8 {char bytes[8] @0; double d @0}
            struct wide 16/16 {char c @0; char d @8}
            struct holder 6/2 {char c @0; loose l @2}
            struct repeated 4/4 {int x @0}"#]],
    );
}

#[test]
fn enumerations_choose_their_type() {
    check(
        "enum color { RED, GREEN = 5, BLUE };
         typedef enum { MINUS = -1, PLUS } sign;
         enum big { BIG = 0x100000000LL, SMALL = 1 };
         enum top { TOP = 0x80000000u };
         enum low { LOW = -1, HIGH = 0x7fffffff };
         enum __attribute__((packed)) tiny { TINY = 200 };
         enum fixed : unsigned char { FIXED = 255, };
         enum sized { SIZE = sizeof(struct { char c; double d; }), NEXT, SHIFTED = 1 << NEXT % 8,
                      CHOSEN = SIZE > 8 ? 'a' : '\\n', OFFSET = offsetof(struct { int a; struct { char b[4]; } c; }, c.b[2]),
                      ALIGNED = _Alignof(long double), NEGATIVE = ~0, LOGIC = (1 && 0) || !0, HEX = 0X1F'FF, BINARY = 0b101 };
         enum color paint(enum color c); enum later *pending; enum later { NOW };",
        expect![[r#"
            enum color paint(enum color c);
            enum later *pending;
            typedef sign sign;
            enum color: unsigned int {RED=0 GREEN=5 BLUE=6}
            enum sign: int {MINUS=-1 PLUS=0}
            enum big: unsigned long long {BIG=4294967296 SMALL=1}
            enum top: unsigned int {TOP=2147483648}
            enum low: int {LOW=-1 HIGH=2147483647}
            enum tiny: unsigned char {TINY=200}
            enum fixed: unsigned char {FIXED=255}
            enum sized: int {SIZE=16 NEXT=17 SHIFTED=2 CHOSEN=97 OFFSET=6 ALIGNED=16 NEGATIVE=-1 LOGIC=1 HEX=8191 BINARY=5}
            enum later: unsigned int {NOW=0}
            RED = 0
            GREEN = 5
            BLUE = 6
            MINUS = -1
            PLUS = 0
            BIG = 4294967296
            SMALL = 1
            TOP = 2147483648
            LOW = -1
            HIGH = 2147483647
            TINY = 200
            FIXED = 255
            SIZE = 16
            NEXT = 17
            SHIFTED = 2
            CHOSEN = 97
            OFFSET = 6
            ALIGNED = 16
            NEGATIVE = -1
            LOGIC = 1
            HEX = 8191
            BINARY = 5
            NOW = 0"#]],
    );
}

#[test]
fn macros_become_constants() {
    check(
        "#define ONE 1
         #define NEGATIVE (-ONE)
         #define FLAG(n) (1u << (n))
         #define BOTH (FLAG(3) | FLAG (ONE))
         #define RATIO 2.5e-1
         #define SINGLE 0.1f
         #define HEXFLOAT 0x1.8p3
         #define VERSION \"1.\" \"2\\x41\\n\"
         #define LETTER 'x'
         #define CAST ((unsigned char)-1)
         #define POINTER ((void *)-1)
         #define STRUCTURED ((struct unknown){1})
         #define WIDE 0xffffffffffffffffULL
         #define WRAPPED (0x7fffffff + 1u)
         #define SIZE (sizeof(int) * CHAR_BIT)
         #define EMPTY
         #define STATEMENT do { x(); } while (0)
         #define CALL function(1)
         #define SELF SELF
         #define LOOP_A LOOP_B
         #define LOOP_B LOOP_A
         #define ZERO (1 / 0)
         #define GONE 1
         #undef GONE
         #define __HIDDEN 1
         #define TWICE 1
         #undef TWICE
         #define TWICE 2
         #define CONTINUED (1 + \\\n 2)
         int array[ONE + 1];
         constexpr int exact = 7; static const double half = 0.5; static int local = 1;",
        expect![[r#"
            int array[2];
            ONE = 1
            NEGATIVE = -1
            BOTH = 10
            RATIO = 0.25
            SINGLE = 0.10000000149011612
            HEXFLOAT = 12.0
            VERSION = "1.2A\n"
            LETTER = 120
            CAST = 255
            POINTER = 4294967295
            WIDE = 18446744073709551615
            WRAPPED = 2147483648
            SIZE = 32
            TWICE = 2
            CONTINUED = 3
            exact = 7
            half = 0.5"#]],
    );
}

#[test]
fn gnu_and_c23_words_are_known() {
    check(
        "__extension__ typedef long long ll;
         extern int renamed(int) __asm__(\"real\" \"_name\") __attribute__((nonnull, pure));
         __attribute__((export_name(\"out\"))) void exported(void);
         static inline int hidden(int x) { return x + '}'; }
         inline int unexported(void) { return 1; }
         extern inline int visible(void) { return 1; }
         int defined(int a) { if (a) { return 1; } return 0; }
         _Static_assert(sizeof(int) == 4, \"int\"); static_assert(1);
         [[nodiscard]] [[deprecated(\"no\")]] int marked([[maybe_unused]] int a);
         typeof(int *) one; __typeof__(one) two; typedef __typeof__(sizeof 1) size;
         _BitInt(7) seven(unsigned _BitInt(40) forty); float _Complex turn(double _Complex z);
         __int128 huge(unsigned __int128 a, __uint128_t b); _Noreturn void stop(void);
         typedef float vec __attribute__((vector_size(16))); vec dot(vec a);
         typedef int word __attribute__((__mode__(__DI__))); _Atomic int counter; _Atomic(long) other;
         bool yes(bool no); extern \"C\" { int c(void); }
         typedef union { int *i; float *f; } any __attribute__((transparent_union)); void take(any a);
         char u8name(char8_t c, __builtin_va_list v); _Thread_local int each;",
        expect![[r#"
            int renamed(int); as real_name
            void exported(void); as out
            int visible(void);
            int defined(int a);
            int marked(int a);
            _BitInt(7) seven(unsigned _BitInt(40) forty);
            float _Complex turn(double _Complex z);
            __int128 huge(unsigned __int128 a, unsigned __int128 b);
            void stop(void);
            vec dot(vec a);
            _Bool yes(_Bool no);
            int c(void);
            void take(any a);
            char u8name(char8_t c, void *v);
            int *one;
            int *two;
            int counter;
            long other;
            int each;
            typedef long long ll;
            typedef unsigned long size;
            typedef float __attribute__((vector_size(16))) vec;
            typedef long long word;
            typedef any any;
            union: any 4/4 {int *i @0; float *f @0}"#]],
    );
}

#[test]
fn compatible_declarations_become_one() {
    check(
        "int f(int, char *); int f(int count, char *name); int f(int, char *);
         int g(); int g(long x);
         extern int a[]; extern int a[5]; extern int a[];
         typedef unsigned int uint; typedef unsigned uint; typedef uint uint;
         struct s; struct s { int x; }; struct s *h(struct s);
         typedef int (fn)(int); typedef int (fn)(int); struct m { int (fn); };
         static int local(void); int local(void); inline int both(void) { return 1; } int both(void);
         enum e { A }; unsigned k(enum e); unsigned k(enum e);",
        expect![[r#"
            int f(int count, char *name);
            int g(long x);
            struct s *h(struct s);
            int both(void);
            unsigned int k(enum e);
            int a[5];
            typedef unsigned int uint;
            typedef int fn(int);
            struct s 4/4 {int x @0}
            struct m 4/4 {int fn @0}
            enum e: unsigned int {A=0}
            A = 0"#]],
    );
}

#[test]
fn aligned_and_atomic_types_keep_their_layout() {
    let text = "typedef int loose __attribute__((aligned(2))); struct a { char c; loose l; };
        struct b { char c; _Atomic struct { char x[8]; } v; };
        struct __attribute__((packed)) d { char c; int x __attribute__((aligned(4))); loose l; };";
    let interface = parse_cdef("case", text).unwrap_or_else(|error| panic!("{error}")).interface;
    let size = |name| interface.type_named(name).and_then(|ty| layout::of(&interface, ty));
    assert_eq!(size("struct a").map(|l| (l.size, l.align)), Some((6, 2)));
    assert_eq!(size("struct b").map(|l| (l.size, l.align)), Some((16, 8)));
    assert_eq!(size("struct d").map(|l| (l.size, l.align)), Some((12, 4)));
}
