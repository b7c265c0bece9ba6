//! Python source.

mod about;
mod import;
mod layout;
mod package;
mod signature;
mod stub;

use std::fmt::Write;

use sandbridge_interface::{Code, Kind};

use crate::{Generated, NOTE, codes_of, wrap};

pub use package::{module_file, package};
pub use signature::signature;

/// The class for an index out of range, which code for any sequence catches as `IndexError`; other
/// numbers out of range are none.
const INDEX: &str = "IndexOutOfRangeError";

/// The exception classes.
pub(crate) fn errors() -> Generated {
    let mut text = format!(
        r#"# {NOTE}
"""The exceptions that Sandbridge raises: one class a kind, one permanent code a failure."""

from __future__ import annotations

__all__ = [
    "SandbridgeError",
{exports}]


class SandbridgeError(Exception):
    """Any failure of a library or of Sandbridge.

    Attributes:
        code: The permanent code, such as ``"SB0303"``.
        help: What can be done about it, if anything.
        frames: The guest's stack after a trap, innermost first.
        stderr: The last lines that the guest wrote to its standard error.
    """

    code: str
    help: str | None
    frames: tuple[str, ...]
    stderr: str

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        help: str | None = None,
        frames: tuple[str, ...] = (),
        stderr: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.help = help
        self.frames = frames
        self.stderr = stderr
"#,
        exports = Kind::ALL
            .iter()
            .flat_map(|kind| [Some(kind.class()), (*kind == Kind::Range).then_some(INDEX)])
            .flatten()
            .map(|class| format!("    \"{class}\",\n"))
            .collect::<String>(),
    );
    for &kind in Kind::ALL {
        let builtin = builtin(kind).map(|name| format!(", {name}")).unwrap_or_default();
        let _ = write!(text, "\n\nclass {}(SandbridgeError{builtin}):\n    \"\"\"", kind.class());
        text.push_str(wrap(kind.meaning(), "    ", 96).trim());
        let codes = codes_of(kind);
        if !codes.is_empty() {
            text.push_str("\n\n");
            for (code, meaning) in codes {
                let _ = writeln!(text, "    - {code}: {}", lower_first(meaning));
            }
            text.push_str("    ");
        }
        text.push_str("\"\"\"\n");
        if kind == Kind::Library {
            text.push_str(STATUS);
        }
        if kind == Kind::Range {
            let code = Code::IndexOutOfRange.as_str();
            let _ = write!(
                text,
                "\n\nclass {INDEX}({}, IndexError):\n    \"\"\"{code}: what any sequence raises for \
                 an index that it lacks.\"\"\"\n",
                kind.class()
            );
        }
    }
    text.push_str(MODULE);
    Generated { path: "bindings-python/python/sandbridge/_errors.py".into(), text }
}

/// Tracebacks name classes as programs import them.
const MODULE: &str = r#"

for _name in __all__:
    globals()[_name].__module__ = "sandbridge"
"#;

/// What exceptions of a library's own carry.
const STATUS: &str = r#"
    status: int
    name: str | None

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        name: str | None = None,
        code: str = "",
        help: str | None = None,
        frames: tuple[str, ...] = (),
        stderr: str = "",
    ) -> None:
        super().__init__(message, code=code, help=help, frames=frames, stderr=stderr)
        self.status = status
        self.name = name
"#;

/// The built-in class that code written for any Python library would catch.
fn builtin(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Type => Some("TypeError"),
        Kind::Range | Kind::Text | Kind::Declaration | Kind::Facts => Some("ValueError"),
        // `hasattr(library, name)` needs it.
        Kind::Interface => Some("AttributeError"),
        Kind::Handle | Kind::Dead | Kind::Trap | Kind::Limit => Some("RuntimeError"),
        Kind::Denied => Some("PermissionError"),
        Kind::Load | Kind::Cache | Kind::Build | Kind::Library | Kind::Bug => None,
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
