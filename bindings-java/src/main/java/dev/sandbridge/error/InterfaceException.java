// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The interface is damaged, disagrees with the module, or lacks the name asked for.
 *
 * <ul>
 *   <li>SB0201: The embedded interface is damaged.
 *   <li>SB0202: The embedded interface was written by a newer version.
 *   <li>SB0203: A C prototype disagrees with the export of that name.
 *   <li>SB0204: A declared function is not exported by the module.
 *   <li>SB0205: The module carries no interface and none was given.
 *   <li>SB0206: The library has nothing of that name.
 *   <li>SB0207: The library has no type of that name.
 *   <li>SB0208: The record has no member of that name.
 * </ul>
 */
public class InterfaceException extends SandbridgeException {
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
    public InterfaceException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
