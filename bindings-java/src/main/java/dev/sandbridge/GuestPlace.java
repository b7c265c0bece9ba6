package dev.sandbridge;

import java.lang.ref.Reference;

/** An address in a library's memory, and what its use takes: checks, words and bytes. */
abstract class GuestPlace {

    final Library library;
    final int generation;
    final int address;
    /** The memory that it keeps, or null when that belongs to the guest. */
    final Allocation allocation;
    /** What the library's core checks before each use, or 0: its owner or a function ends it. */
    final long lease;

    GuestPlace(Library library, int generation, int address, Allocation allocation, long lease) {
        this.library = library;
        this.generation = generation;
        this.address = address;
        this.allocation = allocation;
        this.lease = lease;
    }

    /**
     * Its type in C.
     *
     * @return for example {@code struct node *}
     */
    public abstract String type();

    /** Which life of the library it belongs to. */
    final int generation() {
        return generation;
    }

    /** The word of 1, 2, 4 or 8 bytes at {@code offset}. */
    final long peek(int offset, int size) {
        long word = Native.peek(library.handle(), alive(), behind(offset), size);
        Reference.reachabilityFence(this);
        return word;
    }

    /** Writes the low bytes of {@code value}. */
    final void poke(int offset, int size, long value) {
        Native.poke(library.handle(), alive(), behind(offset), size, value);
        Reference.reachabilityFence(this);
    }

    /** Copies guest memory to {@code target}. */
    final void readInto(int offset, byte[] target, int from, int length) {
        Native.readBytes(library.handle(), alive(), behind(offset), target, from, length);
        Reference.reachabilityFence(this);
    }

    /** Copies {@code source} to guest memory. */
    final void writeFrom(int offset, byte[] source, int from, int length) {
        Native.writeBytes(library.handle(), alive(), behind(offset), source, from, length);
        Reference.reachabilityFence(this);
    }

    /** The generation, when the memory is still there. */
    final int alive() {
        checkFreed("the pointer");
        return generation;
    }

    final void checkFreed(Object where) {
        if (lease != 0) {
            Native.checkLease(library.handle(), lease);
        }
        if (allocation != null && allocation.isFreed()) {
            throw Errors.of(
                    "SB0602",
                    where + ": the memory of this `" + type() + "` was freed",
                    "free it once it is no longer used");
        }
    }

    /** The address some bytes behind it. */
    final int behind(int offset) {
        long at = (address & 0xffff_ffffL) + offset;
        if (at < 0 || at > 0xffff_ffffL) {
            throw Errors.of("SB0404", type() + ": " + offset + " bytes behind it is no memory", null);
        }
        return (int) at;
    }
}
