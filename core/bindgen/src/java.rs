//! Java source.

mod code;
mod package;
mod signature;

use std::fmt::Write;

use sandbridge_interface::Kind;

use crate::{Generated, NOTE, codes_of, wrap};

pub use package::{ClassFile, classes, library_class, package};
pub use signature::signature;

const FOLDER: &str = "bindings-java/src/main/java/dev/sandbridge/error";

/// The exception classes, one file each.
pub(crate) fn errors() -> Vec<Generated> {
    let one = |&kind: &Kind| match kind {
        Kind::Library => library_failure(),
        kind => subclass(kind),
    };
    std::iter::once(base()).chain(Kind::ALL.iter().map(one)).collect()
}

/// Java calls an exception an exception.
pub(crate) fn class(kind: Kind) -> String {
    kind.class().replace("Error", "Exception")
}

fn file(name: &str, text: String) -> Generated {
    Generated { path: format!("{FOLDER}/{name}.java"), text }
}

fn base() -> Generated {
    let arms: String = Kind::ALL
        .iter()
        .map(|&kind| {
            format!(
                "            case \"{}\" -> new {}(code, message, help, frames, stderr);\n",
                kind.class(),
                class(kind)
            )
        })
        .collect();
    let text = format!(
        r#"// {NOTE}
package dev.sandbridge.error;

import java.util.List;

/** Any failure of a library or of Sandbridge. */
public class SandbridgeException extends RuntimeException {{
    private static final long serialVersionUID = 1L;

    /** The permanent code. */
    private final String code;

    /** What can be done about it, or null. */
    private final String help;

    /** The guest's stack. */
    private final String[] frames;

    /** The guest's last words. */
    private final String stderr;

    /**
     * Makes one.
     *
     * @param code the permanent code, such as {{@code SB0303}}
     * @param message what went wrong, where, and what came
     * @param help what can be done about it, or null
     * @param frames the guest's stack after a trap, innermost first
     * @param stderr the last lines that the guest wrote to its standard error
     */
    public SandbridgeException(
            String code, String message, String help, String[] frames, String stderr) {{
        super(message);
        this.code = code;
        this.help = help;
        this.frames = frames == null ? new String[0] : frames.clone();
        this.stderr = stderr == null ? "" : stderr;
    }}

    /**
     * Makes one of the class that a kind has.
     *
     * @param kind the kind's name in the core, such as {{@code TrapError}}
     * @param code the permanent code
     * @param message what went wrong
     * @param help what can be done about it, or null
     * @param frames the guest's stack
     * @param stderr the guest's last words
     * @return the exception
     */
    public static SandbridgeException make(
            String kind,
            String code,
            String message,
            String help,
            String[] frames,
            String stderr) {{
        return switch (kind) {{
{arms}            default -> new SandbridgeException(code, message, help, frames, stderr);
        }};
    }}

    /**
     * The permanent code, such as {{@code SB0303}}.
     *
     * @return the code
     */
    public String code() {{
        return code;
    }}

    /**
     * What can be done about it.
     *
     * @return a sentence, or null
     */
    public String help() {{
        return help;
    }}

    /**
     * The guest's stack after a trap, innermost first; empty otherwise.
     *
     * @return function names with their places
     */
    public List<String> frames() {{
        return List.of(frames);
    }}

    /**
     * The last lines that the guest wrote to its standard error.
     *
     * @return the text, empty when there is none
     */
    public String stderr() {{
        return stderr;
    }}
}}
"#
    );
    file("SandbridgeException", text)
}

/// A class up to its Javadoc's end.
fn head(kind: Kind) -> String {
    let mut text = format!("// {NOTE}\npackage dev.sandbridge.error;\n\n/**\n");
    text.push_str(&wrap(kind.meaning(), " * ", 96));
    let codes = codes_of(kind);
    text.push_str(if codes.is_empty() { "" } else { " *\n * <ul>\n" });
    for (code, meaning) in &codes {
        let meaning = meaning.replace('`', "").replace('&', "&amp;");
        let _ = writeln!(text, " *   <li>{code}: {meaning}");
    }
    text.push_str(if codes.is_empty() { "" } else { " * </ul>\n" });
    text
}

/// The class of a library's own failures, which says more than the others.
fn library_failure() -> Generated {
    let kind = Kind::Library;
    let (class, text) = (class(kind), head(kind));
    let text = format!(
        r#"{text} */
public class {class} extends SandbridgeException {{
    private static final long serialVersionUID = 1L;

    /** The class that the library's facts name. */
    private final String type;

    /** The library's number. */
    private final long status;

    /** The constant of that number, or null. */
    private final String name;

    /**
     * Makes one.
     *
     * @param code the permanent code
     * @param message the library's own text
     * @param help what can be done about it, or null
     * @param frames the guest's stack after a trap, innermost first
     * @param stderr the last lines that the guest wrote to its standard error
     */
    public {class}(
            String code, String message, String help, String[] frames, String stderr) {{
        this(code, message, "{kind_class}", 0, null);
    }}

    /**
     * Makes one of what a library reported.
     *
     * @param code the permanent code
     * @param message the library's own text
     * @param type the class that the library's facts name, such as {{@code ZlibError}}
     * @param status the library's number
     * @param name the constant of that number, or null
     */
    public {class}(
            String code, String message, String type, long status, String name) {{
        super(code, message, null, null, null);
        this.type = type;
        this.status = status;
        this.name = name;
    }}

    /**
     * For the classes of packages: the same failure in another class.
     *
     * @param failure what the library reported
     */
    protected {class}({class} failure) {{
        this(failure.code(), failure.getMessage(), failure.type, failure.status, failure.name);
        setStackTrace(failure.getStackTrace());
    }}

    /**
     * The class that the library's facts name.
     *
     * @return for example {{@code ZlibError}}
     */
    public String type() {{
        return type;
    }}

    /**
     * The number that the library reported.
     *
     * @return its status
     */
    public long status() {{
        return status;
    }}

    /**
     * The constant of that number.
     *
     * @return its name in C, or null where none is known
     */
    public String name() {{
        return name;
    }}
}}
"#,
        kind_class = kind.class(),
    );
    file(&class, text)
}

fn subclass(kind: Kind) -> Generated {
    let (class, mut text) = (class(kind), head(kind));
    let _ = write!(
        text,
        r" */
public class {class} extends SandbridgeException {{
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param code the permanent code
     * @param message what went wrong, where, and what came
     * @param help what can be done about it, or null
     * @param frames the guest's stack after a trap, innermost first
     * @param stderr the last lines that the guest wrote to its standard error
     */
    public {class}(
            String code, String message, String help, String[] frames, String stderr) {{
        super(code, message, help, frames, stderr);
    }}
}}
"
    );
    file(&class, text)
}
