package dev.sandbridge;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The address of an object in a library's memory, with its type. Never {@code NULL}, for which Java
 * has null.
 *
 * <p>Memory from {@link Library#alloc(String)} belongs to its pointers: {@link #close()} frees it,
 * or else the library's next call after the last of them was collected. Use after that, after the
 * library's close or reset, and with another library are errors.
 *
 * <pre>{@code
 * try (Pointer v = library.alloc("vec3")) {
 *     v.set("x", 5.0);
 *     double square = (Double) library.call("vec3_square", v);
 * }
 * }</pre>
 */
public final class Pointer extends GuestPlace implements AutoCloseable {

    /** Reads of more bytes than this are tried at their end first. */
    private static final int LARGE = 1 << 20;

    private final CType to;
    /** How many elements lie there, or -1 when that is not known. */
    private final long count;

    Pointer(
            Library library,
            int generation,
            int address,
            CType to,
            long count,
            Allocation allocation) {
        this(library, generation, address, to, count, allocation, 0);
    }

    Pointer(
            Library library,
            int generation,
            int address,
            CType to,
            long count,
            Allocation allocation,
            long lease) {
        super(library, generation, address, allocation, lease);
        this.to = to;
        this.count = count;
    }

    /** The typed pointer to an address that the guest gave, or null. */
    static Pointer of(Library library, int pointerType, int address, int life) {
        if (address == 0) {
            return null;
        }
        CType to = library.types().at(pointerType).to();
        return new Pointer(library, life, address, to, -1, null);
    }

    /**
     * The address in the library's memory; of no use outside it.
     *
     * @return 1 to 2^32 - 1
     */
    public long address() {
        return address & 0xffff_ffffL;
    }

    /**
     * Its type in C.
     *
     * @return for example {@code struct node *}
     */
    @Override
    public String type() {
        return to.pointerName;
    }

    /**
     * The library that it belongs to.
     *
     * @return the library
     */
    public Library library() {
        return library;
    }

    /**
     * What it points to.
     *
     * @return a box, a {@link Struct} or {@link ArrayView} in place, a {@link Pointer} or null
     */
    public Object value() {
        return access().get(new Place(this), 0);
    }

    /**
     * Writes what it points to.
     *
     * @param value anything that a member of that type takes
     */
    public void setValue(Object value) {
        access().set(new Place(this), 0, value, type());
    }

    /**
     * The element that many places further on.
     *
     * @param index checked where the number of elements is known
     * @return as for {@link #value()}
     */
    public Object get(long index) {
        return access().get(new Place(this), element(index));
    }

    /**
     * Writes an element.
     *
     * @param index checked where the number of elements is known
     * @param value anything that a member of that type takes
     */
    public void set(long index, Object value) {
        Object where = new Where(type(), "element " + index);
        access().set(new Place(this), element(index), value, where);
    }

    /**
     * A member of the record that it points to.
     *
     * @param member its name
     * @return as for {@link Struct#get}
     */
    public Object get(String member) {
        return struct(member).get(member);
    }

    /**
     * Writes a member of the record that it points to.
     *
     * @param member its name
     * @param value as for {@link Struct#set}
     * @return this pointer
     */
    public Pointer set(String member, Object value) {
        struct(member).set(member, value);
        return this;
    }

    /**
     * A copy of the bytes there.
     *
     * @param length how many
     * @return the bytes
     */
    public byte[] read(int length) {
        if (length < 0) {
            throw Errors.index(type(), length, Integer.MAX_VALUE);
        }
        checkExtent(0, length);
        if (length > LARGE) {
            // A length that lies must not take Java's memory first.
            readInto(length - 1, new byte[1], 0, 1);
        }
        byte[] bytes = new byte[length];
        readInto(0, bytes, 0, length);
        return bytes;
    }

    /**
     * Copies bytes there.
     *
     * @param bytes the bytes
     */
    public void write(byte[] bytes) {
        write(bytes, 0);
    }

    /**
     * Copies bytes to some way behind the address.
     *
     * @param bytes the bytes
     * @param offset how many bytes behind
     */
    public void write(byte[] bytes, int offset) {
        checkExtent(offset, bytes.length);
        writeFrom(offset, bytes, 0, bytes.length);
    }

    /**
     * The bytes there as a buffer, without copying: what either side writes, the other sees. It
     * stays valid whatever happens to the library, for it keeps the memory mapped.
     *
     * @param length how many bytes
     * @return a direct buffer in the byte order of C
     */
    public ByteBuffer view(int length) {
        checkExtent(0, length);
        long view = Native.view(library.handle(), alive(), behind(0), length);
        ByteBuffer buffer;
        try {
            buffer = Native.viewBuffer(view);
        } catch (Throwable failure) {
            Native.viewFree(view);
            throw failure;
        }
        // The cleaner waits for the buffer and for everything sliced from it.
        Library.CLEANER.register(buffer, new ViewRelease(view, this));
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The text there, up to its NUL.
     *
     * @return the text
     */
    public String text() {
        Scalar unit = to.isOpaque() ? null : to.access().scalar();
        if (unit != null && !unit.isFloat() && (to.size == 2 || to.size == 4)) {
            return Text.ofWide(this, to.size);
        }
        if (!to.isBytes()) {
            throw Errors.of(
                    "SB0302",
                    "a `" + type() + "` points to no text",
                    "cast it to `char` first when there is text");
        }
        String text = Native.text(library.handle(), alive(), address);
        Reference.reachabilityFence(this);
        return text;
    }

    /**
     * The same address as a pointer to another type.
     *
     * @param type the type pointed to, as C spells it
     * @return the new pointer
     */
    public Pointer cast(String type) {
        CType other = library.types().named(type);
        return new Pointer(library, generation, address, other, -1, allocation, lease);
    }

    /**
     * C's {@code p + n}: a pointer to another element.
     *
     * @param elements how many elements further, or back
     * @return the pointer
     */
    public Pointer plus(long elements) {
        long step = Math.multiplyExact(elements, Math.max(1, to.size));
        long at = address() + step;
        boolean isInside = count < 0 || elements <= count;
        if (isInside && step == (int) step && at >= 0 && at <= 0xffff_ffffL) {
            long left = count < 0 || elements < 0 ? -1 : count - elements;
            return new Pointer(library, generation, (int) at, to, left, allocation, lease);
        }
        throw Errors.index("a `" + type() + "`", elements, Math.max(0, count));
    }

    /**
     * A pointer to a part of what it points to; nothing is read.
     *
     * @param path a member's name or an element's position at each step
     * @return the pointer
     */
    public Pointer at(Object... path) {
        return Path.at(this, path);
    }

    /**
     * Several elements seen in place, as one list.
     *
     * @param length how many
     * @return the view
     */
    public ArrayView array(int length) {
        if (length < 0 || count >= 0 && length > count) {
            throw Errors.index("a `" + type() + "`", length, Math.max(0, count));
        }
        return new ArrayView(new ArrayAccess(access(), length, to.size), new Place(this), 0);
    }

    /** Frees memory from {@code alloc}; twice is fine, and so is after close or reset. */
    public void free() {
        if (allocation == null) {
            throw Errors.of(
                    "SB0302",
                    "the memory behind a `" + type() + "` belongs to the library",
                    "give it to the function of the library that frees it");
        }
        allocation.free();
    }

    /** Frees the memory when it is from {@code alloc}, else does nothing. */
    @Override
    public void close() {
        if (allocation != null) {
            allocation.free();
        }
    }

    /** Whether the other is the same address in the same life of the same library. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Pointer)) {
            return false;
        }
        Pointer pointer = (Pointer) other;
        return pointer.library == library
                && pointer.generation == generation
                && pointer.address == address;
    }

    @Override
    public int hashCode() {
        return address * 31 + generation;
    }

    @Override
    public String toString() {
        return "<" + type() + " at 0x" + Long.toHexString(address()) + " of " + library.name() + ">";
    }

    /** What it points to. */
    CType to() {
        return to;
    }

    /** A pointer of the same life and memory, to something else. */
    Pointer other(int offset, CType type, long elements) {
        return new Pointer(library, generation, behind(offset), type, elements, allocation, lease);
    }

    /** Its address where a pointer to {@code wanted} of {@code user} is needed. */
    int passedTo(Library user, CType wanted, Object where) {
        if (library != user) {
            throw Errors.of(
                    "SB0604",
                    where + ": the `" + type() + "` belongs to " + library.name(),
                    "a pointer is only good in the library that it is from");
        }
        if (generation != user.generation()) {
            throw Errors.of(
                    "SB0604",
                    where + ": the `" + type() + "` is from before the reset",
                    "a reset starts with fresh memory: get or make the pointer anew");
        }
        checkFreed(where);
        if (wanted != null && wanted.id != to.id && !user.types().mayPoint(wanted.id, to.id)) {
            throw Errors.mismatch(where, "a `" + wanted.pointerName + "`", this);
        }
        return address;
    }

    private Struct struct(String member) {
        Access access = to.access();
        if (!(access instanceof RecordAccess)) {
            throw Errors.of("SB0208", "a `" + type() + "` has no member `" + member + "`", null);
        }
        return (Struct) access.get(new Place(this), 0);
    }

    private Access access() {
        if (to.isOpaque()) {
            throw Errors.of(
                    "SB0302",
                    "a `" + type() + "` points to nothing that can be read",
                    "cast it to the type that is there");
        }
        return to.access();
    }

    private int element(long index) {
        access();
        boolean isInside = index >= 0 && (count < 0 || index < count);
        if (!isInside || index > Integer.MAX_VALUE / Math.max(1, to.size)) {
            throw Errors.index("a `" + type() + "`", index, Math.max(0, count));
        }
        return (int) index * to.size;
    }

    private void checkExtent(int offset, int length) {
        long has = count < 0 ? 1L << 32 : count * Math.max(0, to.size);
        if (offset < 0 || length < 0 || (long) offset + length > has) {
            throw Errors.of(
                    "SB0310",
                    length + " bytes at " + offset + " exceed the " + has
                            + " bytes that were allocated",
                    null);
        }
    }
}
