package dev.sandbridge;

import java.util.Map;

/** An argument that Java has no number for: one slot, two, or the address of a copy. */
final class WideStep extends Step.Slotted {

    private final Wide wide;
    private final int slots;
    private final int size;
    private final Parameter parameter;

    WideStep(Map<String, Object> tree, int argument, int slot, Parameter parameter) {
        super(argument, slot);
        this.wide = Wide.of(tree);
        this.slots = Tree.number(tree, "slots");
        this.size = Tree.number(tree, "size");
        this.parameter = parameter;
    }

    @Override
    public void lower(Object value, Call call) {
        if (slots == 1) {
            call.slots[slot] = wide.slot(value, parameter);
            return;
        }
        byte[] image = wide.image(value, slots == 2 ? 16 : size, parameter);
        if (slots == 2) {
            call.slots[slot] = Bytes.get(image, 0, 8);
            call.slots[slot + 1] = Bytes.get(image, 8, 8);
        } else {
            call.add(new Datum(image, slot, 0, size, 16, Datum.IN));
        }
    }
}
