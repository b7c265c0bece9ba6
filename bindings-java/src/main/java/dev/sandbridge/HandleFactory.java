package dev.sandbridge;

/** Makes the handles of one kind, in a class that a package has for them. */
@FunctionalInterface
public interface HandleFactory {

    /**
     * A handle for an object that the library gave.
     *
     * @param origin which object
     * @return the handle
     */
    Handle make(HandleOrigin origin);
}
