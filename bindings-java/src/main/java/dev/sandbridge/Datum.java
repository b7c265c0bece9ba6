package dev.sandbridge;

/** Host memory of which a call passes a copy. The native {@code callData} knows its fields. */
final class Datum {

    /** The guest is to see the bytes. */
    static final int IN = 1;
    /** What the guest wrote comes back. */
    static final int OUT = 2;
    /** The object is a direct buffer rather than an array. */
    static final int DIRECT = 4;
    /** The bytes are a vector, which goes to the slot itself. */
    static final int VECTOR = 8;
    /** How many numbers {@link #writeTo} writes. */
    static final int FIELDS = 6;

    /** A primitive array or a direct buffer. */
    final Object object;
    /** The slot that takes the copy's address. */
    final int slot;
    /** The first byte. */
    final int offset;
    /** How many bytes. */
    final int length;
    /** What the copy is aligned to. */
    final int align;
    /** The sum of the constants above. */
    final int flags;
    /** Which datum's bytes take the address, at {@link #slot}, or -1 for a slot of the call. */
    int host = -1;
    /** Written with the array's content after the call, or null. */
    Struct struct;

    Datum(Object object, int slot, int offset, int length, int align, int flags) {
        this.object = object;
        this.slot = slot;
        this.offset = offset;
        this.length = length;
        this.align = align;
        this.flags = flags;
    }

    boolean isOut() {
        return (flags & OUT) != 0;
    }

    void writeTo(int[] places, int at) {
        places[at] = slot;
        places[at + 1] = offset;
        places[at + 2] = length;
        places[at + 3] = align;
        places[at + 4] = flags;
        places[at + 5] = host;
    }
}
