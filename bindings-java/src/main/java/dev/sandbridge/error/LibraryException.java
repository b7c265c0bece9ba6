// Generated from core/interface/src/error.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The library itself reported a failure; `status` is its number. Each library has classes of
 * its own below this one.
 *
 * <ul>
 *   <li>SB0901: The library reported a failure by its status.
 * </ul>
 */
public class LibraryException extends SandbridgeException {
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
    public LibraryException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
