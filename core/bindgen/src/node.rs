//! JavaScript and TypeScript source.

mod signature;

use std::fmt::Write;

use sandbridge_interface::Kind;

use crate::{Generated, NOTE, codes_of, wrap};

pub use signature::signature;

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
    for kind in Kind::ALL {
        let _ = write!(text, "\nclass {} extends SandbridgeError {{}}\n", kind.class());
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
        let _ = write!(text, " */\nexport class {} extends SandbridgeError {{}}\n", kind.class());
    }
    Generated { path: "bindings-node/lib/errors.d.ts".into(), text }
}
