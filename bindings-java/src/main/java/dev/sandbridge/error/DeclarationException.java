// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * A C declaration cannot be read.
 *
 * <ul>
 *   <li>SB1001: A declaration has a syntax error.
 *   <li>SB1002: A declaration names an unknown type.
 *   <li>SB1003: Two declarations of one name disagree.
 *   <li>SB1004: A constant expression cannot be evaluated.
 *   <li>SB1005: A declaration uses something that C programs may, but wasm32 libraries cannot.
 * </ul>
 */
public class DeclarationException extends SandbridgeException {
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
    public DeclarationException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
