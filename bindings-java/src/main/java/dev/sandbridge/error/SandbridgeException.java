// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

import java.util.List;

/** Any failure of a library or of Sandbridge. */
public class SandbridgeException extends RuntimeException {
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
     * @param code the permanent code, such as {@code SB0303}
     * @param message what went wrong, where, and what came
     * @param help what can be done about it, or null
     * @param frames the guest's stack after a trap, innermost first
     * @param stderr the last lines that the guest wrote to its standard error
     */
    public SandbridgeException(
            String code, String message, String help, String[] frames, String stderr) {
        super(message);
        this.code = code;
        this.help = help;
        this.frames = frames == null ? new String[0] : frames.clone();
        this.stderr = stderr == null ? "" : stderr;
    }

    /**
     * Makes one of the class that a kind has.
     *
     * @param kind the kind's name in the core, such as {@code TrapError}
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
            String stderr) {
        return switch (kind) {
            case "LoadError" -> new LoadException(code, message, help, frames, stderr);
            case "InterfaceError" -> new InterfaceException(code, message, help, frames, stderr);
            case "TypeMismatchError" -> new TypeMismatchException(code, message, help, frames, stderr);
            case "OutOfRangeError" -> new OutOfRangeException(code, message, help, frames, stderr);
            case "TextError" -> new TextException(code, message, help, frames, stderr);
            case "TrapError" -> new TrapException(code, message, help, frames, stderr);
            case "LimitError" -> new LimitException(code, message, help, frames, stderr);
            case "DeadInstanceError" -> new DeadInstanceException(code, message, help, frames, stderr);
            case "HandleError" -> new HandleException(code, message, help, frames, stderr);
            case "DeniedError" -> new DeniedException(code, message, help, frames, stderr);
            case "CacheError" -> new CacheException(code, message, help, frames, stderr);
            case "DeclarationError" -> new DeclarationException(code, message, help, frames, stderr);
            case "BuildError" -> new BuildException(code, message, help, frames, stderr);
            case "LibraryError" -> new LibraryException(code, message, help, frames, stderr);
            case "FactsError" -> new FactsException(code, message, help, frames, stderr);
            case "BugError" -> new BugException(code, message, help, frames, stderr);
            default -> new SandbridgeException(code, message, help, frames, stderr);
        };
    }

    /**
     * The permanent code, such as {@code SB0303}.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * What can be done about it.
     *
     * @return a sentence, or null
     */
    public String help() {
        return help;
    }

    /**
     * The guest's stack after a trap, innermost first; empty otherwise.
     *
     * @return function names with their places
     */
    public List<String> frames() {
        return List.of(frames);
    }

    /**
     * The last lines that the guest wrote to its standard error.
     *
     * @return the text, empty when there is none
     */
    public String stderr() {
        return stderr;
    }
}
