package dev.sandbridge;

/** Where an object's bytes are: an array of the host's, or guest memory behind a pointer. */
final class Place {

    /** The host's bytes, or null. */
    final byte[] bytes;
    /** The guest's, or null. It keeps memory that was allocated for it from being freed. */
    final Pointer guest;

    Place(byte[] bytes) {
        this.bytes = bytes;
        this.guest = null;
    }

    Place(Pointer guest) {
        this.bytes = null;
        this.guest = guest;
    }

    /** The word of 1, 2, 4 or 8 bytes at {@code offset}, its upper bits unspecified. */
    long get(int offset, int size) {
        return bytes != null ? Bytes.get(bytes, offset, size) : guest.peek(offset, size);
    }

    /** Writes the low bytes of {@code value}. */
    void put(int offset, int size, long value) {
        if (bytes != null) {
            Bytes.put(bytes, offset, size, value);
        } else {
            guest.poke(offset, size, value);
        }
    }

    /** A copy of {@code length} bytes. */
    byte[] read(int offset, int length) {
        byte[] copy = new byte[length];
        if (bytes != null) {
            System.arraycopy(bytes, offset, copy, 0, length);
        } else {
            guest.readInto(offset, copy, 0, length);
        }
        return copy;
    }

    /** Writes all of {@code source}. */
    void write(int offset, byte[] source) {
        if (bytes != null) {
            System.arraycopy(source, 0, bytes, offset, source.length);
        } else {
            guest.writeFrom(offset, source, 0, source.length);
        }
    }

    /** The library that pointers in it must belong to, where that is known here. */
    boolean isGuest() {
        return guest != null;
    }
}
