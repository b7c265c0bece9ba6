package dev.sandbridge;

/** The address of an object: a typed pointer, a handle or null. */
final class PointerAccess implements Access {

    private final Library library;
    private final int pointer;

    PointerAccess(Library library, int pointer) {
        this.library = library;
        this.pointer = pointer;
    }

    /** What is pointed to. */
    CType to() {
        return library.types().at(pointer).to();
    }

    @Override
    public Object get(Place place, int offset) {
        int generation = place.isGuest() ? place.guest.generation() : library.generation();
        return Pointer.of(library, pointer, (int) place.get(offset, 4), generation);
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        if (value instanceof Handle) {
            CType to = library.types().at(pointer).to();
            place.put(offset, 4, ((Handle) value).addressFor(library, to, where));
            return;
        }
        if (value != null && !(value instanceof Pointer)) {
            throw Errors.mismatch(
                    where,
                    "a pointer or null",
                    value,
                    "allocate the memory with `alloc`, and keep it for as long as the library"
                            + " uses it");
        }
        int address = 0;
        if (value != null) {
            address = ((Pointer) value).passedTo(library, library.types().at(pointer).to(), where);
        }
        place.put(offset, 4, address);
    }
}
