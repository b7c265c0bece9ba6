package dev.sandbridge;

import java.util.Map;

/** A C variable: where it is and how it is read and written. */
final class Variable {

    private final Library library;
    private final String name;
    private final boolean isConst;
    private final int generation;
    private final int place;
    private final CType type;

    private Variable(Library library, String name, Map<String, Object> tree) {
        this.library = library;
        this.name = name;
        this.isConst = Tree.flag(tree, "is_const");
        this.generation = Tree.number(tree, "generation");
        this.place = Tree.number(tree, "address");
        this.type = library.types().at(Tree.number(tree, "type"));
    }

    /** The variable of that name. */
    static Variable of(Library library, String name) {
        return new Variable(library, name, Native.variable(library.handle(), name));
    }

    Object get() {
        return whole().value();
    }

    void set(Object value) {
        if (isConst) {
            throw Errors.of(
                    "SB0305",
                    library.name() + "." + name + " is `const`",
                    "the library relies on its value: it cannot be assigned");
        }
        type.access().set(new Place(whole()), 0, value, library.name() + "." + name);
    }

    /** A pointer to it, of an array to its first element. */
    Pointer address() {
        return type.access() instanceof ArrayAccess && type.of() != null
                ? new Pointer(
                        library,
                        generation,
                        place,
                        type.of(),
                        ((ArrayAccess) type.access()).count,
                        null)
                : whole();
    }

    private Pointer whole() {
        return new Pointer(library, generation, place, type, 1, null);
    }
}
