package dev.sandbridge;

/** Which object of which library a {@link Handle} stands for. Only a library makes them. */
public final class HandleOrigin {

    final Library library;
    final int kind;
    final long id;

    HandleOrigin(Library library, int kind, long id) {
        this.library = library;
        this.kind = kind;
        this.id = id;
    }
}
