package dev.sandbridge;

import dev.sandbridge.error.LibraryException;

/** Makes exceptions of the class that a package has for its library's failures. */
@FunctionalInterface
public interface ErrorFactory {

    /**
     * An exception of that class.
     *
     * @param failure what the library reported
     * @return the exception that says the same
     */
    LibraryException make(LibraryException failure);
}
