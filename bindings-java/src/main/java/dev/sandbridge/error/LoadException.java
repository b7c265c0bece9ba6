// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The module cannot be loaded: missing, damaged, or made for another environment.
 *
 * <ul>
 *   <li>SB0101: The file cannot be read.
 *   <li>SB0102: The bytes are not a WebAssembly module.
 *   <li>SB0103: The module is truncated or damaged.
 *   <li>SB0104: The module was compiled for another ABI.
 *   <li>SB0105: The module imports something that nobody provides.
 *   <li>SB0106: The module uses a WebAssembly feature that is not supported.
 *   <li>SB0107: This build has no compiler and the module was not compiled before.
 *   <li>SB0108: The module's start-up code failed.
 * </ul>
 */
public class LoadException extends SandbridgeException {
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
    public LoadException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
