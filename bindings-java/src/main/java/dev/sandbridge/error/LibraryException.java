// Generated from core/interface/src/error/code.rs by `cargo run -p sandbridge-bindgen`; do not edit.
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

    /** The class that the library's facts name. */
    private final String type;

    /** The library's number. */
    private final long status;

    /** The constant of that number, or null. */
    private final String name;

    /**
     * Makes one.
     *
     * @param code the permanent code
     * @param message the library's own text
     * @param help what can be done about it, or null
     * @param frames the guest's stack after a trap, innermost first
     * @param stderr the last lines that the guest wrote to its standard error
     */
    public LibraryException(
            String code, String message, String help, String[] frames, String stderr) {
        this(code, message, "LibraryError", 0, null);
    }

    /**
     * Makes one of what a library reported.
     *
     * @param code the permanent code
     * @param message the library's own text
     * @param type the class that the library's facts name, such as {@code ZlibError}
     * @param status the library's number
     * @param name the constant of that number, or null
     */
    public LibraryException(
            String code, String message, String type, long status, String name) {
        super(code, message, null, null, null);
        this.type = type;
        this.status = status;
        this.name = name;
    }

    /**
     * For the classes of packages: the same failure in another class.
     *
     * @param failure what the library reported
     */
    protected LibraryException(LibraryException failure) {
        this(failure.code(), failure.getMessage(), failure.type, failure.status, failure.name);
        setStackTrace(failure.getStackTrace());
    }

    /**
     * The class that the library's facts name.
     *
     * @return for example {@code ZlibError}
     */
    public String type() {
        return type;
    }

    /**
     * The number that the library reported.
     *
     * @return its status
     */
    public long status() {
        return status;
    }

    /**
     * The constant of that number.
     *
     * @return its name in C, or null where none is known
     */
    public String name() {
        return name;
    }
}
