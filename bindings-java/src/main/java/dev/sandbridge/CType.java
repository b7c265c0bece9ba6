package dev.sandbridge;

import java.util.Map;

/** A C type of a library, as far as Java needs to know it. */
final class CType {

    private final Library library;
    private final Map<String, Object> tree;
    private Access access;

    /** Its position with {@code typedef} names seen through. */
    final int id;
    /** How C spells it. */
    final String name;
    /** How C spells a pointer to it. */
    final String pointerName;
    /** Its size in bytes, or -1 when it has none. */
    final int size;
    /** Its alignment. */
    final int align;

    CType(Library library, Map<String, Object> tree) {
        this.library = library;
        this.tree = tree;
        this.id = Tree.number(tree, "id");
        this.name = Tree.text(tree, "name");
        this.pointerName = Tree.text(tree, "pointer_name");
        boolean isComplete = tree.get("size") != null;
        this.size = isComplete ? Tree.number(tree, "size") : -1;
        this.align = isComplete ? Tree.number(tree, "align") : 1;
    }

    /** How an object of it is read and written. */
    synchronized Access access() {
        if (access == null) {
            access = Access.of(library, Tree.map(tree, "access"));
        }
        return access;
    }

    /** Of a pointer type, what it points to. */
    CType to() {
        return library.types().at(Tree.number(tree, "to"));
    }

    /** Of an array type, its elements' type, else null. */
    CType of() {
        return tree.get("of") == null ? null : library.types().at(Tree.number(tree, "of"));
    }

    /** Whether nothing of it can be read. */
    boolean isOpaque() {
        return size < 0;
    }

    /** Whether one byte after the other, so that text and any bytes may be there. */
    boolean isBytes() {
        return size == 1 || isOpaque();
    }
}
