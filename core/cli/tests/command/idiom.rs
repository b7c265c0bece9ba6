//! `sandbridge call` with facts applied.

use crate::sandbox::Sandbox;

const HEADER: &str = "\
#define BAG_OK 0
#define BAG_FULL (-1)
#define BAG_EMPTY (-2)
typedef struct bag bag;
/** Opens a bag.
 * It is closed with bag_close. */
bag *bag_open(const char *name, int room);

void bag_close(bag *b);
int bag_add(bag *b, int value);
void bag_doubled(const unsigned char *data, unsigned size, unsigned char *out);
int bag_ends(const int *values, int count, int *first, int *last);
int bag_check(int number);
char *bag_upper(const char *text);
unsigned bag_length(const char *text);
int bag_secret(void);
void bag_free(void *memory);
";

const SOURCE: &str = "\
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include \"bag.h\"
struct bag { int room, count; };
bag *bag_open(const char *name, int room) {
    if (!*name) return NULL;
    bag *b = calloc(1, sizeof *b);
    b->room = room;
    return b;
}
void bag_close(bag *b) { free(b); }
int bag_add(bag *b, int value) { return b->count++ < b->room ? BAG_OK : BAG_FULL; }
void bag_doubled(const unsigned char *data, unsigned size, unsigned char *out) {
    while (size--) { *out++ = *data; *out++ = *data++; }
}
int bag_ends(const int *values, int count, int *first, int *last) {
    if (count == 0) return BAG_EMPTY;
    *first = values[0];
    *last = values[count - 1];
    return BAG_OK;
}
int bag_check(int number) { return number < 0 ? BAG_FULL : BAG_OK; }
char *bag_upper(const char *text) {
    char *copy = strdup(text);
    for (char *at = copy; *at; at++) *at = toupper(*at);
    return copy;
}
unsigned bag_length(const char *text) { return strlen(text); }
int bag_secret(void) { return 42; }
void bag_free(void *memory) { free(memory); }
";

const FACTS: &str = "\
prefix = [\"bag_\", \"BAG_\"]
skip = [\"bag_free\"]

[errors.bag]
fails = \"ret < 0\"
names = [\"BAG_FULL\", \"BAG_EMPTY\"]

[errors.open]
class = \"BagError\"
fails = \"ret == NULL\"
status = \"BAG_FULL\"

[types.bag]
name = \"Bag\"
handle = { close = \"bag_close\" }

[functions.bag_open]
error = \"open\"
room = { default = 4 }

[functions.bag_add]
error = \"bag\"

[functions.bag_doubled]
data = { size = \"size\" }
out = { out = true, capacity = \"size * 2\" }

[functions.bag_ends]
error = \"bag\"
values = { count = \"count\" }
first = { out = true }
last = { out = true }

[functions.bag_check]
error = \"bag\"

[functions.bag_upper]
ret = { text = \"utf8\", free = \"bag_free\" }

[functions.bag_secret]
skip = true
";

/// A library with facts.
pub(crate) fn library() -> Sandbox {
    let sandbox = Sandbox::new(&[
        ("bag.h", HEADER),
        ("bag.c", SOURCE),
        ("bag.facts.toml", FACTS),
        ("data", "abc"),
    ]);
    sandbox.ok(&["build", "bag.c", "--header", "bag.h", "--facts", "bag.facts.toml", "-q"]);
    sandbox
}

#[test]
fn lengths_are_known_and_results_come_out() {
    let sandbox = library();
    for (words, printed) in [
        (
            &["doubled", "ab"][..],
            "4 bytes\n  0000  61 61 62 62                                       aabb\n",
        ),
        (
            &["doubled", "@data", "--json"],
            "{\n  \"result\": {\n    \"hex\": \"616162626363\"\n  },\n  \"written\": {}\n}\n",
        ),
        (&["doubled", "hex:0061", "-o", "-"], "\0\0aa"),
        (&["ends", "3,1,2"], "first = 3\nlast = 2\n"),
        (&["bag_ends", "[4]"], "first = 4\nlast = 4\n"),
        (&["upper", "hello"], "HELLO\n"),
        (&["check", "1"], ""),
        (&["open", "x"], "a Bag, closed as this command ends\n"),
        (&["--c", "bag_secret"], "42\n"),
        (&["--c", "bag_check", "--", "-1"], "-1\n"),
    ] {
        let module = ["bag.wasm"];
        let all = match words.split_first() {
            Some((&"--c", rest)) => [&["call", "--c"][..], &module, rest].concat(),
            _ => [&["call"][..], &module, words].concat(),
        };
        assert_eq!(sandbox.ok(&all), printed, "{words:?}");
    }
}

#[test]
fn results_go_to_files() {
    let sandbox = library();
    let ran = sandbox.run(&["call", "bag.wasm", "doubled", "xy", "-o", "out.bin"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("wrote out.bin (4 bytes)"), "{}", ran.stderr);
    assert_eq!(sandbox.read("out.bin"), b"xxyy");
    let named = ["call", "bag.wasm", "ends", "7,8", "--out", "last=last.txt"];
    assert_eq!(sandbox.ok(&named), "7\n");
    assert_eq!(sandbox.read("last.txt"), b"8\n");
}

#[test]
fn failures_and_what_one_call_cannot_do_are_told() {
    let sandbox = library();
    for (words, code, parts) in [
        (&["check", "-1"][..], "SB0901", &["check"][..]),
        (&["open", ""], "SB0901", &["open"]),
        (&["add", "1"], "SB1103", &["needs a `Bag`", "one command makes one call", "from Python"]),
        (&["doubled", "ab", "2"], "SB0301", &["it takes `data`", "`--c`"]),
        (&["secret"], "SB0206", &["in C it is called `bag_secret`"]),
        (&["bag_secret"], "SB0206", &["add `--c`"]),
        (&["ends", "1,2", "-o", "x"], "SB1103", &["no bytes and no text"]),
        (
            &["doubled", "ab", "--out", "nothing=x"],
            "SB1103",
            &["no parameter or result", "data, out"],
        ),
    ] {
        let error = sandbox.fails(&[&["call", "bag.wasm"][..], words].concat(), code);
        for part in parts {
            assert!(error.contains(part), "{words:?}: {error}");
        }
    }
}
