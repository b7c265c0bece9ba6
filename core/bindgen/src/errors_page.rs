//! The documentation page of error codes.

use std::fmt::Write;

use sandbridge_interface::Kind;

use crate::{Generated, NOTE, codes_of, java, wrap};

/// `docs/errors.md`.
pub(crate) fn page() -> Generated {
    let mut text = format!(
        "<!-- {NOTE} -->

# Errors

Every failure is one exception: a class that says what kind of failure it is, a permanent code, a
sentence that names the library, the function and the argument, what was expected and what came,
and, where there is something to do about it, a line of help.

All classes derive from `SandbridgeError` in Python and JavaScript and from the unchecked
`SandbridgeException` in Java. They carry `code`, `help`, and after a trap `frames`, the C stack
with the innermost function first, and `stderr`, the last lines that the library printed.

A library that trapped is dead: every later call says so and repeats why, and `reset()` starts it
afresh. All other failures leave it as it was.
"
    );
    for &kind in Kind::ALL {
        let _ = write!(text, "\n## {} / {}\n\n", kind.class(), java::class(kind));
        text.push_str(&wrap(kind.meaning(), "", 100));
        let codes = codes_of(kind);
        if !codes.is_empty() {
            text.push_str("\n| code | meaning |\n| --- | --- |\n");
        }
        for (code, meaning) in codes {
            let _ = writeln!(text, "| {code} | {meaning} |");
        }
    }
    Generated { path: "docs/errors.md".into(), text }
}
