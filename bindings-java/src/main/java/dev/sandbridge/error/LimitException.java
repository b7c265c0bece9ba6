// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * A limit was reached: memory, host stack, call depth or deadline.
 *
 * <ul>
 *   <li>SB0501: The guest's memory is exhausted.
 *   <li>SB0502: Too little host stack is left for the call.
 *   <li>SB0503: Calls are nested too deeply.
 *   <li>SB0504: The guest's stack is exhausted.
 * </ul>
 */
public class LimitException extends SandbridgeException {
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
    public LimitException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
