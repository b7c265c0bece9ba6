// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * An argument or member has the wrong type, or there are too many or too few.
 *
 * <ul>
 *   <li>SB0301: The call has too many or too few arguments.
 *   <li>SB0302: A value has a type that cannot be converted.
 *   <li>SB0305: A read-only buffer was given where the callee writes.
 *   <li>SB0308: A buffer has the wrong element type.
 *   <li>SB0309: A C type that this version cannot convert.
 *   <li>SB0312: The tag of a union says that another member is live.
 * </ul>
 */
public class TypeMismatchException extends SandbridgeException {
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
    public TypeMismatchException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
