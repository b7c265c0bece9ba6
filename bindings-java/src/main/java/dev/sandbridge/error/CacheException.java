// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The cache of compiled modules cannot be used.
 *
 * <ul>
 *   <li>SB0801: The cache folder cannot be used safely.
 * </ul>
 */
public class CacheException extends SandbridgeException {
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
    public CacheException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
