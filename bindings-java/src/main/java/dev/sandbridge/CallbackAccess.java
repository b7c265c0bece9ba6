package dev.sandbridge;

/** A function pointer in place. */
final class CallbackAccess implements Access {

    private final Library library;
    private final int signature;

    CallbackAccess(Library library, int signature) {
        this.library = library;
        this.signature = signature;
    }

    @Override
    public Object get(Place place, int offset) {
        int generation = place.isGuest() ? place.guest.generation() : library.generation();
        return FunctionPointer.of(library, signature, (int) place.get(offset, 4), generation);
    }

    @Override
    public void set(Place place, int offset, Object value, Object where) {
        place.put(offset, 4, FunctionPointer.index(library, signature, value, where));
    }
}
