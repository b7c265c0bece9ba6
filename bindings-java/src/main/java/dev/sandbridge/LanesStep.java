package dev.sandbridge;

import java.util.Map;

/** A vector: its lanes in slots of their own, or all in slots of 16 bytes where SIMD is on. */
final class LanesStep extends Step.Slotted {

    private final ArrayAccess vector;
    private final int size;
    private final int slots;
    private final Parameter parameter;

    LanesStep(
            Library library,
            Map<String, Object> tree,
            int argument,
            int slot,
            Parameter parameter) {
        super(argument, slot);
        this.vector = (ArrayAccess) Access.of(library, Tree.map(tree, "value"));
        this.size = Tree.number(Tree.map(tree, "layout"), "size");
        this.slots = Tree.number(tree, "slots");
        this.parameter = parameter;
    }

    @Override
    public void lower(Object value, Call call) {
        byte[] image = new byte[size];
        vector.set(new Place(image), 0, value, parameter);
        for (int i = 0; i < slots; i++) {
            if (slots == vector.count) {
                call.slots[slot + i] = vector.element.scalar().widen(
                        Bytes.get(image, i * vector.stride, vector.stride));
            } else {
                int length = Math.min(16, size - 16 * i);
                call.add(new Datum(
                        image, slot + i, 16 * i, length, 16, Datum.IN | Datum.VECTOR));
            }
        }
    }
}
