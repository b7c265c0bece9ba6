// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The C compiler is missing or failed.
 *
 * <ul>
 *   <li>SB1101: No C compiler for wasm32 was found.
 *   <li>SB1102: The C compiler reported errors.
 *   <li>SB1103: The command was given options that contradict each other.
 *   <li>SB1104: A file could not be written.
 * </ul>
 */
public class BuildException extends SandbridgeException {
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
    public BuildException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
