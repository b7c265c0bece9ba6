//! The sources of an npm package, for a library without facts: declarations, and what becomes of them.

use expect_test::{Expect, expect};
use sandbridge_bindgen::model::Model;
use sandbridge_bindgen::node;
use sandbridge_extract::parse_cdef;

const HEADER: &str = r#"
    #define SIZE 16
    #define GREETING "say \"hi\""
    #define PI 3.5
    #define LARGE 18446744073709551615ull
    /** Colours. */
    enum color { RED, /** Like grass. */ GREEN = 7 };
    /** A point. */
    typedef struct { int x, y; char name[4]; } point;
    /** Moves it. */
    void move(point *p, const char *from, int delete);
    /** Sums {all} of <them>. */
    unsigned crc(const unsigned char *buf, unsigned len);
    /** Opens it. */
    int open(const char *first_of_many, unsigned char *second_of_many, const int *third);
    /** Loads it. */
    int load(int (*visit)(void *arg, int x), void *arg);
    /** Prints it. */
    int print(const char *format, ...);
    /** Names that the package has itself. */
    int require(int exports, int path);
    int path(void);
    extern int level;
"#;

/// From `start` in the file to `end`.
#[track_caller]
fn check(path: &str, [start, end]: [&str; 2], expected: Expect) {
    let extracted = parse_cdef("test", HEADER).expect("declarations");
    let model = Model::new(&extracted.interface, &extracted.docs).expect("a model");
    let files = node::package(&model);
    let file = files.iter().find(|file| file.path == path).expect("the file");
    let start = file.text.find(start).expect("a start");
    let end = file.text[start..].find(end).map_or(file.text.len(), |at| start + at);
    expected.assert_eq(&file.text[start..end]);
}

#[test]
fn functions_call_those_of_the_library() {
    check(
        "index.js",
        ["const types", "module.exports"],
        expect![[r#"
            const types = {
              get Point() {
                return $library().types.point;
              },
            };

            const Color = Object.freeze({
              RED: 0,
              GREEN: 7,
            });

            const SIZE = 16;
            const GREETING = 'say "hi"';
            const PI = 3.5;
            const LARGE = 18446744073709551615n;
            const RED = 0;
            const GREEN = 7;

            function move(p, from, delete_) {
              if (arguments.length > 3) $refuse("move", arguments.length);
              return ($bound[0] ??= $library().move)(p, from, delete_);
            }

            function crc(buf, len) {
              if (arguments.length > 2) $refuse("crc", arguments.length);
              return ($bound[1] ??= $library().crc)(buf, len);
            }

            function open(firstOfMany, secondOfMany, third) {
              if (arguments.length > 3) $refuse("open", arguments.length);
              return ($bound[2] ??= $library().open)(firstOfMany, secondOfMany, third);
            }

            function load_(visit, arg) {
              if (arguments.length > 2) $refuse("load", arguments.length);
              return ($bound[3] ??= $library().load)(visit, arg);
            }

            function print(format, ...args) {
              return ($bound[4] ??= $library().print)(format, ...args);
            }

            function require_(exports, path) {
              if (arguments.length > 2) $refuse("require", arguments.length);
              return ($bound[5] ??= $library().require)(exports, path);
            }

            function path() {
              if (arguments.length > 0) $refuse("path", arguments.length);
              return ($bound[6] ??= $library().path)();
            }

        "#]],
    );
}

#[test]
fn both_kinds_of_modules_export_the_same() {
    check(
        "index.mjs",
        ["import", "never"],
        expect![[r#"
            import $package from "./index.js";

            export const {
              load,
              library,
              c,
              types,
              Color,
              SIZE,
              GREETING,
              PI,
              LARGE,
              RED,
              GREEN,
              move,
              crc,
              open,
              load_,
              print,
              require_,
              path,
            } = $package;
        "#]],
    );
}

#[test]
fn declarations_have_types_and_comments() {
    check(
        "index.d.ts",
        ["/** Called", "/** A load"],
        expect![[r#"
            /** Called by C as `int (*)(void *, int)`. */
            export type LoadVisit = (
              arg0: sandbridge.Pointer | null,
              arg1: number,
            ) => number;

            /**
             * `point`
             *
             * A point.
             */
            export interface Point extends sandbridge.Record {
              x: number;
              y: number;
              name: sandbridge.ArrayView;
            }

            /** The classes of structs and unions. */
            export const types: {
              readonly Point: sandbridge.RecordClass<Point>;
            };

            /** Colours. */
            export const Color: {
              readonly RED: 0;
              readonly GREEN: 7;
            };

            /**
             * `void move(point *p, const char *from, int delete)`
             *
             * Moves it.
             *
             * @param p - what C reads, and may write to (`point *`), or null
             * @param from - text that C reads (`const char *`), or null
             * @param delete_ - `int` in C
             */
            export function move(
              p: Point | sandbridge.Pointer | null,
              from: string | Uint8Array | sandbridge.Pointer | null,
              delete_: number,
            ): void;

            /**
             * `unsigned int crc(const unsigned char *buf, unsigned int len)`
             *
             * Sums \{all\} of \<them\>.
             *
             * @param buf - bytes that C reads (`const unsigned char *`), or null
             * @param len - `unsigned int` in C, 0 to 4294967295
             * @returns `unsigned int` in C
             */
            export function crc(
              buf: Uint8Array | sandbridge.Pointer | null,
              len: number,
            ): number;

            /**
             * `int open(const char *first_of_many, unsigned char *second_of_many, const int *third)`
             *
             * Opens it.
             *
             * @param first_of_many - text that C reads (`const char *`), or null
             * @param second_of_many - bytes that C reads, and may write to (`unsigned
             *   char *`), or null
             * @param third - elements that C reads (`const int *`), or null
             * @returns `int` in C
             */
            export function open(
              firstOfMany: string | Uint8Array | sandbridge.Pointer | null,
              secondOfMany: Uint8Array | sandbridge.Pointer | null,
              third: Int32Array | number[] | sandbridge.Pointer | null,
            ): number;

            /**
             * `int load(int (*visit)(void *, int), void *arg)`
             *
             * Loads it.
             *
             * @param visit - called while this call runs, or null
             * @param arg - bytes that C reads, and may write to (`void *`), or null
             * @returns `int` in C
             */
            export function load_(
              visit: LoadVisit | sandbridge.Callback | null,
              arg: sandbridge.BufferLike | sandbridge.Pointer | null,
            ): number;

            /**
             * `int print(const char *format, ...)`
             *
             * Prints it.
             *
             * @param format - text that C reads (`const char *`), or null
             * @returns `int` in C
             */
            export function print(
              format: string | Uint8Array | sandbridge.Pointer | null,
              ...args: sandbridge.Argument[]
            ): number;

            /**
             * `int require(int exports, int path)`
             *
             * Names that the package has itself.
             *
             * @param exports - `int` in C
             * @param path - `int` in C
             * @returns `int` in C
             */
            export function require_(exports: number, path: number): number;

            /**
             * `int path(void)`
             *
             * Names that the package has itself.
             *
             * @returns `int` in C
             */
            export function path(): number;

            export const SIZE: 16;

            export const GREETING: string;

            export const PI: number;

            export const LARGE: 18446744073709551615n;

            export const RED: 0;

            export const GREEN: 7;

        "#]],
    );
}

#[test]
fn a_load_has_what_the_package_has() {
    check(
        "index.d.ts",
        ["/** A load", "/**\n * Loads"],
        expect![[r#"
            /** A load of the library, with everything that the package has. */
            export interface Library extends sandbridge.Library {
              readonly move: typeof move;
              readonly crc: typeof crc;
              readonly open: typeof open;
              readonly load: typeof load_;
              readonly print: typeof print;
              readonly require: typeof require_;
              readonly path: typeof path;
              level: number;
            }

        "#]],
    );
}
