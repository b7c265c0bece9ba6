package dev.sandbridge;

import java.util.Map;

/**
 * How an object of some C type is read and written: what members and elements share. An interface
 * for the reason that {@link Step} has.
 */
interface Access {

    /** What the plan says of it. */
    static Access of(Library library, Map<String, Object> tree) {
        switch (Tree.text(tree, "access")) {
            case "number":
                return new NumberAccess(Scalar.named(Tree.text(tree, "number")));
            case "bits":
                return new BitsAccess(tree);
            case "pointer":
                return new PointerAccess(library, Tree.number(tree, "pointer"));
            case "callback":
                return new CallbackAccess(library, Tree.number(tree, "signature"));
            case "wide":
                return new WideAccess(tree);
            case "complex":
                return new ComplexAccess(Tree.number(tree, "part"));
            case "vector":
                Scalar lane = Scalar.named(Tree.text(tree, "number"));
                return new ArrayAccess(
                        new NumberAccess(lane), Tree.number(tree, "lanes"), lane.size);
            case "record":
                return new RecordAccess(library.types().record(Tree.number(tree, "record")));
            case "array":
                return new ArrayAccess(
                        of(library, Tree.map(tree, "element")),
                        Tree.number(tree, "count"),
                        Tree.number(tree, "stride"));
            default:
                return new UnsupportedAccess(tree);
        }
    }

    /** The value at {@code offset}. */
    Object get(Place place, int offset);

    /** Writes a value there; {@code where} names the object for errors. */
    void set(Place place, int offset, Object value, Object where);

    /** Its form when it is a plain number, else null. */
    default Scalar scalar() {
        return null;
    }
}
