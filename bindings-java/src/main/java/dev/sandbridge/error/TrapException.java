// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The guest trapped, aborted or exited; the instance is dead until it is reset.
 *
 * <ul>
 *   <li>SB0401: The guest trapped.
 *   <li>SB0402: The guest called abort().
 *   <li>SB0403: The guest called exit().
 *   <li>SB0404: The guest handed out a pointer outside its memory.
 *   <li>SB0405: A guest exception or longjmp left the outermost guest frame.
 *   <li>SB0406: A host function that the guest called raised an exception, which the host passes on.
 * </ul>
 */
public class TrapException extends SandbridgeException {
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
    public TrapException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
