//! How C functions are called from each language: a prototype, and its three signatures.

use sandbridge_extract::parse_cdef;
use sandbridge_interface::plan;

/// The last function of the declarations, in each language.
#[track_caller]
fn check(declarations: &str, expected: [&str; 3]) {
    let interface = parse_cdef("test", declarations).expect("declarations").interface;
    let function = interface.functions.last().expect("a function");
    let plan = plan::plan(&interface, function).expect("a plan");
    let signatures =
        sandbridge_bindgen::LANGUAGES.map(|language| (language.signature)(&interface, &plan));
    assert_eq!(signatures, expected);
}

#[test]
fn numbers() {
    check(
        "unsigned long f(short a, unsigned b, unsigned char c, float d, _Bool e);",
        [
            "f(a: int, b: int, c: int, d: float, e: bool) -> int",
            "long f(int a, long b, int c, float d, boolean e)",
            "f(a: number, b: number, c: number, d: number, e: boolean): number",
        ],
    );
}

#[test]
fn numbers_of_64_bits() {
    check(
        "unsigned long long f(long long a);",
        ["f(a: int) -> int", "long f(long a)", "f(a: bigint | number): bigint"],
    );
}

#[test]
fn numbers_that_no_language_has() {
    check(
        "long double f(unsigned __int128 a, _BitInt(20) b, _BitInt(48) c, long double d);",
        [
            "f(a: int, b: int, c: int, d: LongDouble | float) -> LongDouble",
            "LongDouble f(BigInteger a, int b, long c, LongDouble d)",
            "f(a: bigint | number, b: number, c: bigint | number, \
             d: LongDouble | number | bigint): LongDouble",
        ],
    );
    check(
        "_Float16 f(double _Complex z);",
        ["f(z: complex) -> float", "double f(Complex z)", "f(z: Complex | number): number"],
    );
}

#[test]
fn enumerations_are_numbers() {
    check(
        "enum color { RED, GREEN }; enum color f(enum color c);",
        ["f(c: int) -> int", "int f(int c)", "f(c: number): number"],
    );
}

#[test]
fn nothing() {
    check("void f(void);", ["f() -> None", "void f()", "f(): void"]);
}

#[test]
fn text() {
    check(
        "const char *f(const char *s);",
        [
            "f(s: str | Buffer | Pointer | None) -> str | None",
            "String f(String s)",
            "f(s: string | Uint8Array | Pointer | null): string | null",
        ],
    );
    check(
        "typedef int wchar_t; int f(const wchar_t *s);",
        [
            "f(s: str | Buffer | Sequence[int] | Pointer | None) -> int",
            "int f(String s)",
            "f(s: string | Int32Array | number[] | Pointer | null): number",
        ],
    );
    check(
        "int f(char **names);",
        [
            "f(names: Sequence[str | Pointer | None] | Pointer | None) -> int",
            "int f(List<String> names)",
            "f(names: (string | Pointer | null)[] | Pointer | null): number",
        ],
    );
}

#[test]
fn bytes() {
    check(
        "void *f(void *a, const void *b, char *c, const unsigned char *d);",
        [
            "f(a: Buffer | Pointer | None, b: Buffer | Pointer | None, \
             c: Buffer | Pointer | None, d: Buffer | Pointer | None) -> Pointer | None",
            "Pointer f(byte[] a, byte[] b, byte[] c, byte[] d)",
            "f(a: BufferLike | Pointer | null, b: BufferLike | Pointer | null, \
             c: Uint8Array | Pointer | null, d: Uint8Array | Pointer | null): Pointer | null",
        ],
    );
}

#[test]
fn elements() {
    check(
        "void f(unsigned *a, const double *b, long long *c, const int (*d)[3]);",
        [
            "f(a: Buffer | Pointer | None, b: Buffer | Sequence[float] | Pointer | None, \
             c: Buffer | Pointer | None, d: Buffer | Sequence[Sequence[int]] | Pointer | None) \
             -> None",
            "void f(int[] a, double[] b, long[] c, int[] d)",
            "f(a: Uint32Array | Pointer | null, b: Float64Array | number[] | Pointer | null, \
             c: BigInt64Array | Pointer | null, d: Int32Array | number[][] | Pointer | null): void",
        ],
    );
    check(
        "void f(int *const *a, struct opaque *b);",
        [
            "f(a: Sequence[Pointer | None] | Pointer | None, b: Pointer | None) -> None",
            "void f(List<Pointer> a, Pointer b)",
            "f(a: (Pointer | null)[] | Pointer | null, b: Pointer | null): void",
        ],
    );
}

#[test]
fn records() {
    check(
        "typedef struct p_s { int x, y; } p; struct q { int v; }; \
         p f(p a, const p *b, struct q *c, struct q d);",
        [
            "f(a: p, b: p | Mapping[str, object] | Sequence[p | Mapping[str, object]] | Pointer | None, c: q | Pointer | None, d: q) -> p",
            "Struct f(Struct a, Struct b, Struct c, Struct d)",
            "f(a: p | Members, b: p | (p | Members)[] | Members | Pointer | null, c: q | Pointer | null, \
             d: q | Members): p",
        ],
    );
    check(
        "struct none {}; void f(struct none n);",
        ["f(n: none) -> None", "void f(Struct n)", "f(n: none | Members): void"],
    );
}

#[test]
fn vectors() {
    check(
        "typedef float v __attribute__((vector_size(16))); v f(v a);",
        [
            "f(a: Sequence[float]) -> list[float]",
            "ArrayView f(float[] a)",
            "f(a: number[]): number[]",
        ],
    );
}

#[test]
fn enumerations() {
    check(
        "enum colour { RED, GREEN }; enum flag { LOW = 1, TOP = 1u << 31 }; \
         enum level { NONE = -1 }; \
         enum colour f(enum colour a, enum flag b, enum level c);",
        [
            "f(a: int, b: int, c: int) -> int",
            "int f(int a, long b, int c)",
            "f(a: number, b: number, c: number): number",
        ],
    );
}

#[test]
fn functions() {
    check(
        "typedef void *(*alloc)(void *opaque, unsigned items); alloc f(alloc a);",
        [
            "f(a: Callable[[Pointer | None, int], Pointer | None] | Callback | None) \
             -> FunctionPointer | None",
            "FunctionPointer f(HostFunction a)",
            "f(a: ((arg0: Pointer | null, arg1: number) => Pointer | null) | Callback | null): \
             FunctionPointer | null",
        ],
    );
    check(
        "void f(int (*print)(const char *, ...));",
        [
            "f(print: FunctionPointer | None) -> None",
            "void f(FunctionPointer print)",
            "f(print: FunctionPointer | null): void",
        ],
    );
}

#[test]
fn more_arguments() {
    check(
        "int f(int n, ...);",
        [
            "f(n: int, *args: object) -> int",
            "int f(int n, Object... args)",
            "f(n: number, ...args: Argument[]): number",
        ],
    );
}

#[test]
fn names_that_a_language_has_itself() {
    check(
        "int f(int from, int class, int function, int);",
        [
            "f(from_: int, class_: int, function: int, arg3: int) -> int",
            "int f(int from, int class_, int function, int arg3)",
            "f(from: number, class_: number, function_: number, arg3: number): number",
        ],
    );
}
