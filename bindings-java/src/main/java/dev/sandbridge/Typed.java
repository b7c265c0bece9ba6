package dev.sandbridge;

/** A variable argument whose C type is stated; see {@link Library#typed}. */
public final class Typed {

    final CType type;
    final Object value;

    Typed(CType type, Object value) {
        this.type = type;
        this.value = value;
    }

    @Override
    public String toString() {
        return "(" + type.name + ") " + value;
    }
}
