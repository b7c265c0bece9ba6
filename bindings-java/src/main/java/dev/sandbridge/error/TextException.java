// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * Text cannot cross: it holds a NUL, or is not valid in its encoding.
 *
 * <ul>
 *   <li>SB0304: Text for C contains a NUL.
 *   <li>SB0306: Text is not valid in its encoding.
 *   <li>SB0307: The guest returned text without a terminating NUL.
 * </ul>
 */
public class TextException extends SandbridgeException {
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
    public TextException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
