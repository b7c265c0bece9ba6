//! JavaScript and TypeScript source.

mod about;
mod layout;
mod names;
mod package;
mod signature;
mod types;

use std::fmt::Write;

use sandbridge_interface::Kind;

use crate::{Generated, NOTE, codes_of, wrap};

pub use package::{module_file, package};
pub use signature::signature;

/// What the class of a library's own failures has.
const OWN_FAILURE: &str = "
  constructor(code, message, help, frames, stderr, status, statusName) {
    super(code, message, help, frames, stderr);
    this.status = status ?? 0;
    this.statusName = statusName ?? null;
  }
";
const OWN_FAILURE_TYPES: &str = "
  /** The library's number for it. */
  readonly status: number;
  /** The constant of that number, where the header has one. */
  readonly statusName: string | null;
";

/// The names that JavaScript has for itself.
pub(crate) fn reserved() -> Generated {
    let mut text = "// Generated from core/bindgen/src/node/signature.rs by `cargo run -p \
                    sandbridge-bindgen`; do not edit.\n// Names that JavaScript has for itself.\n\
                    'use strict';\n\nmodule.exports = new Set([\n"
        .to_owned();
    for name in signature::KEYWORDS {
        let _ = writeln!(text, "  '{name}',");
    }
    text.push_str("]);\n");
    Generated { path: "bindings-node/lib/reserved.js".into(), text }
}

/// The exception classes.
pub(crate) fn errors() -> Generated {
    let mut text = format!(
        r"// {NOTE}
'use strict';

class SandbridgeError extends Error {{
  constructor(code, message, help, frames, stderr) {{
    super(message);
    this.code = code;
    this.help = help ?? null;
    this.frames = frames ?? [];
    this.stderr = stderr ?? '';
  }}

  get name() {{
    return this.constructor.name;
  }}

  static make(code, kind, message, help, frames, stderr) {{
    return new (classes[kind] ?? SandbridgeError)(code, message, help, frames, stderr);
  }}
}}
"
    );
    for &kind in Kind::ALL {
        let body = if kind == Kind::Library { OWN_FAILURE } else { "" };
        let _ = write!(text, "\nclass {} extends SandbridgeError {{{body}}}\n", kind.class());
    }
    text.push_str("\nconst classes = {\n");
    for kind in Kind::ALL {
        let _ = writeln!(text, "  {},", kind.class());
    }
    text.push_str("};\n\nmodule.exports = { SandbridgeError, ...classes };\n");
    Generated { path: "bindings-node/lib/errors.js".into(), text }
}

/// Their declarations.
pub(crate) fn error_types() -> Generated {
    let mut text = format!(
        r"// {NOTE}

/** Any failure of a library or of Sandbridge. */
export class SandbridgeError extends Error {{
  constructor(
    code: string,
    message: string,
    help?: string | null,
    frames?: string[],
    stderr?: string,
  );
  /** The permanent code, such as `SB0303`. */
  readonly code: string;
  /** What can be done about it, if anything. */
  readonly help: string | null;
  /** The guest's stack after a trap, innermost first. */
  readonly frames: readonly string[];
  /** The last lines that the guest wrote to its standard error. */
  readonly stderr: string;
}}
"
    );
    for &kind in Kind::ALL {
        text.push_str("\n/**\n");
        text.push_str(&wrap(kind.meaning(), " * ", 96));
        let codes = codes_of(kind);
        text.push_str(if codes.is_empty() { "" } else { " *\n" });
        for (code, meaning) in codes {
            let _ = writeln!(text, " * - `{code}`: {meaning}");
        }
        let body = if kind == Kind::Library { OWN_FAILURE_TYPES } else { "" };
        let _ =
            write!(text, " */\nexport class {} extends SandbridgeError {{{body}}}\n", kind.class());
    }
    Generated { path: "bindings-node/lib/errors.d.ts".into(), text }
}
