package dev.sandbridge;

import java.lang.ref.Reference;

/** One call on its way: slots, and the memory to pass copies of. */
final class Call {

    /** No objects. */
    private static final Object[] NO_DATA = {};
    private static final int[] NO_PLACES = {};

    final Function function;
    final long[] slots;
    private Datum[] data;
    private int count;
    private int small;
    private boolean fitsFrame;
    private boolean usesPointers;
    /** The arguments beyond the named ones. */
    Object[] more = NO_DATA;
    /** The table index to call through, where it is a call through one. */
    private final int pointer;
    /** Table indices of functions that live for this call only. */
    private int[] callbacks;
    /** What C writes a result to that fits no slot, or null. */
    byte[] area;
    /** Which life of the library a program runs in. */
    int generation;
    /** Which registers are offsets into the frame's data. */
    long offsets;
    /** What the outcomes of a program point to, or null where its registers say all. */
    Object[] lifted;
    /** Functions that the native half makes function pointers of. */
    private Object[] functions = NO_DATA;
    /** Which steps of the program take them. */
    private int[] gives = NO_PLACES;

    Call(Function function) {
        this(function, -1, false);
    }

    /** A call of what the function pointer {@code pointer} points to. */
    Call(Function function, int pointer, boolean isPointer) {
        this.function = function;
        this.pointer = pointer;
        this.usesPointers = isPointer;
        this.fitsFrame = !isPointer;
        this.slots = new long[function.slots()];
    }

    /** A call with a program's registers. */
    Call(Function function, Program program) {
        this.function = function;
        this.pointer = -1;
        this.fitsFrame = false;
        this.slots = new long[program.registers()];
    }

    /** Stores the address of memory that is in the guest already. */
    void pointer(int slot, int address) {
        slots[slot] = address & 0xffff_ffffL;
        usesPointers = true;
    }

    /** Passes a copy of host memory. */
    void add(Datum datum) {
        if (data == null) {
            data = new Datum[4];
        } else if (count == data.length) {
            data = java.util.Arrays.copyOf(data, count * 2);
        }
        data[count++] = datum;
        fitsFrame &= datum.host < 0 && (datum.flags & Datum.VECTOR) == 0
                && datum.object instanceof byte[]
                && datum.align <= 16 && datum.length > 0
                && datum.length <= Frame.SMALL;
        small += Frame.align(datum.length);
    }

    /** The position of the memory that is passed next. */
    int next() {
        return count;
    }

    /** Passes a function that lives for this call only. */
    void callback(int slot, int generation, int index) {
        callbacks = callbacks == null
                ? new int[2] : java.util.Arrays.copyOf(callbacks, callbacks.length + 2);
        callbacks[callbacks.length - 2] = generation;
        callbacks[callbacks.length - 1] = index;
        pointer(slot, index);
    }

    /** Passes a function that a program's step takes. */
    void function(int give, Object target) {
        functions = java.util.Arrays.copyOf(functions, functions.length + 1);
        gives = java.util.Arrays.copyOf(gives, gives.length + 1);
        functions[functions.length - 1] = target;
        gives[gives.length - 1] = give;
    }

    /** Takes back what lived for this call only. */
    void end() {
        if (callbacks == null) {
            return;
        }
        for (int i = 0; i < callbacks.length; i += 2) {
            long owner = function.library().handle();
            Native.removeCallback(owner, callbacks[i], callbacks[i + 1]);
        }
        callbacks = null;
    }

    /** The memory that was passed at that position. */
    Datum at(int position) {
        return data[position];
    }

    /** The memory that was passed last. */
    Datum last() {
        return data[count - 1];
    }

    /** Calls; the bits of the result. */
    long run() {
        Frame frame = function.library().frame();
        boolean isSmall = fitsFrame && small <= Frame.SMALL && slots.length <= Frame.SLOTS;
        if (count == 0 && !usesPointers && slots.length <= 8) {
            return SlotCall.call(function, slots);
        }
        long bits;
        if (isSmall && frame.tryLock()) {
            try {
                bits = runInFrame(frame);
            } finally {
                frame.unlock();
            }
        } else {
            int[] places = places();
            int generation = function.library().generation();
            bits = Native.callData(
                    function.handle, pointer, generation, slots, objects(), places);
        }
        Reference.reachabilityFence(function);
        finish();
        return bits;
    }

    /** Calls a function that returns text. */
    String runText() {
        int generation = function.library().generation();
        int[] places = places();
        String text = Native.callText(
                function.handle, pointer, generation, slots, objects(), places);
        Reference.reachabilityFence(function);
        finish();
        return text;
    }

    /** Runs the program around the call; what its outcomes point to. The slots are its registers. */
    Object[] runProgram() {
        Object[] made = Native.run(
                function.handle, generation, slots, objects(), places(), functions, gives);
        finish();
        return made;
    }

    private long runInFrame(Frame frame) {
        for (int i = 0; i < slots.length; i++) {
            frame.slot(i, slots[i]);
        }
        int end = 0;
        int firstOut = Integer.MAX_VALUE;
        int lastOut = 0;
        for (int i = 0; i < count; i++) {
            Datum datum = data[i];
            frame.slot(datum.slot, frame.address(end));
            // What only comes back is passed too: it is short, and zero beats what lay there.
            frame.write(end, (byte[]) datum.object, datum.offset, datum.length);
            if (datum.isOut()) {
                firstOut = Math.min(firstOut, end);
                lastOut = end + datum.length;
            }
            end = Frame.align(end + datum.length);
        }
        int start = Math.min(firstOut, lastOut);
        long bits = Native.callFrame(function.handle, end, start, lastOut);
        for (int i = 0, at = 0; i < count; i++) {
            Datum datum = data[i];
            if (datum.isOut()) {
                frame.read(at, (byte[]) datum.object, datum.offset, datum.length);
            }
            at = Frame.align(at + datum.length);
        }
        return bits;
    }

    private Object[] objects() {
        if (count == 0) {
            return NO_DATA;
        }
        Object[] objects = new Object[count];
        for (int i = 0; i < count; i++) {
            objects[i] = data[i].object;
        }
        return objects;
    }

    private int[] places() {
        if (count == 0) {
            return NO_PLACES;
        }
        int[] places = new int[count * Datum.FIELDS];
        for (int i = 0; i < count; i++) {
            data[i].writeTo(places, i * Datum.FIELDS);
        }
        return places;
    }

    /** Brings what C wrote to structs that are not arrays themselves. */
    private void finish() {
        for (int i = 0; i < count; i++) {
            if (data[i].struct != null && data[i].isOut()) {
                data[i].struct.update((byte[]) data[i].object);
            }
        }
    }
}
