// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * A pointer, struct or library was used after close, with another library, or from two threads
 * at once.
 *
 * <ul>
 *   <li>SB0602: The library or the object was closed.
 *   <li>SB0603: Another thread is using the library.
 *   <li>SB0604: A pointer or struct belongs to another library, or to the library before its reset.
 *   <li>SB0605: C called a host function that was released.
 *   <li>SB0606: A function pointer points to nothing, or to a function of another type.
 * </ul>
 */
public class HandleException extends SandbridgeException {
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
    public HandleException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
