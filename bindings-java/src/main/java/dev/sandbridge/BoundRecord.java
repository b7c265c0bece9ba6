package dev.sandbridge;

/** A struct type as the packages made from a library use it. It is looked up when first needed. */
public final class BoundRecord {

    private final Library library;
    private final String name;
    private volatile RecordType type;

    /**
     * A struct type of a library.
     *
     * @param library the library
     * @param name its name in C
     */
    public BoundRecord(Library library, String name) {
        this.library = library;
        this.name = name;
    }

    /**
     * A value of it, all zero.
     *
     * @return the value
     */
    public Struct create() {
        RecordType known = type;
        if (known == null) {
            known = library.record(name);
            type = known;
        }
        return known.create();
    }

    /**
     * One in the library's memory, all zero, which C may keep the address of.
     *
     * @return the value, freed by its {@code close} or after it was collected
     */
    public Struct alloc() {
        return (Struct) library.alloc(name).value();
    }
}
