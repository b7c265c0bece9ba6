package dev.sandbridge;

/**
 * A function of Java's that C calls, with arguments of any number and type.
 */
@FunctionalInterface
public interface HostFunction {

    /**
     * C calls.
     *
     * @param args one for each parameter, as results of functions come: boxes, {@code String},
     *     {@link Pointer}, {@link Struct}, {@link FunctionPointer} or null
     * @return what C gets, as for an argument; ignored where C expects nothing
     * @throws Exception anything: it unwinds the library, and arrives at whoever called it
     */
    Object apply(Object... args) throws Exception;
}
