package dev.sandbridge;

import java.util.Map;

/**
 * A vector, or a record that is one: its lanes in slots of their own, or all in slots of 16 bytes
 * where SIMD is on.
 */
final class LanesStep extends Step.Slotted {

    private final Access vector;
    private final Scalar lane;
    private final int size;
    private final int slots;
    /** Bytes of the image in each slot. */
    private final int width;
    private final Parameter parameter;

    LanesStep(
            Library library,
            Map<String, Object> tree,
            int argument,
            int slot,
            Parameter parameter) {
        super(argument, slot);
        this.vector = Access.of(library, Tree.map(tree, "value"));
        this.lane = Scalar.named(Tree.text(tree, "number"));
        this.size = Tree.number(Tree.map(tree, "layout"), "size");
        this.slots = Tree.number(tree, "slots");
        this.width = Tree.number(tree, "width");
        this.parameter = parameter;
    }

    @Override
    public void lower(Object value, Call call) {
        byte[] image = new byte[size];
        vector.set(new Place(image), 0, value, parameter);
        for (int i = 0; i < slots; i++) {
            if (width < 16) {
                call.slots[slot + i] = lane.widen(Bytes.get(image, i * width, width));
            } else {
                int length = Math.min(16, size - 16 * i);
                call.add(new Datum(
                        image, slot + i, 16 * i, length, 16, Datum.IN | Datum.VECTOR));
            }
        }
    }
}
