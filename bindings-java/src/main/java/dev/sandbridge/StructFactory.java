package dev.sandbridge;

/** Makes the structs of a class that a package made from a library has, for its lists of them. */
public interface StructFactory {

    /**
     * Makes one.
     *
     * @param of the struct
     * @return the same bytes in that class
     */
    Struct make(Struct of);
}
