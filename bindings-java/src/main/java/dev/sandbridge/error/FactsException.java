// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
package dev.sandbridge.error;

/**
 * The facts file contradicts the header or itself, or the library broke its facts.
 *
 * <ul>
 *   <li>SB1201: The facts file is not valid TOML, or has a key that facts do not know.
 *   <li>SB1202: The facts file names something that the header does not have.
 *   <li>SB1203: Facts contradict a C type or each other.
 *   <li>SB1204: An expression in the facts cannot be read.
 *   <li>SB1205: The library broke its facts: a count above its capacity, a pointer outside its memory.
 *   <li>SB1206: An expression of the facts overflowed, divided by zero or does not fit where it goes.
 * </ul>
 */
public class FactsException extends SandbridgeException {
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
    public FactsException(
            String code, String message, String help, String[] frames, String stderr) {
        super(code, message, help, frames, stderr);
    }
}
