// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * A number does not fit its C type, or a length does not fit its buffer.
 *
 * <ul>
 *   <li>SB0303: A number does not fit its C type.
 *   <li>SB0310: A buffer is longer or shorter than it must be.
 *   <li>SB0311: An index lies outside its array.
 * </ul>
 */
public class OutOfRangeException extends SandbridgeException {
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
    public OutOfRangeException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
