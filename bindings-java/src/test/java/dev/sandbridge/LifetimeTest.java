package dev.sandbridge;

import static dev.sandbridge.Cases.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.HandleException;
import dev.sandbridge.error.LimitException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What lives how long: owned memory, views, libraries that nobody closed. */
final class LifetimeTest {

    private static final long PATIENCE_MS = 20_000;

    @Test
    void ownedMemoryIsFreedByTryWithResources() {
        try (Library library = Cases.load("pointer-owned")) {
            long address;
            Pointer kept;
            try (Pointer pointer = library.allocArray("int", 4)) {
                library.call("fill_ints", pointer, 4, 7);
                assertEquals(10, pointer.get(3), "it writes 7, 8, 9, 10");
                address = pointer.address();
                kept = pointer;
            }
            fails(HandleException.class, "SB0602", () -> kept.get(0));
            try (Pointer next = library.allocArray("int", 4)) {
                assertEquals(address, next.address(), "the guest's malloc gives it out again");
                assertEquals(0, next.get(3));
            }
        }
    }

    @Test
    void collectedPointersAreFreedAtTheNextCall() throws InterruptedException {
        Options options = new Options().memoryLimit(16 << 20);
        try (Library library = Sandbridge.load(Cases.path("pointer-owned"), options)) {
            library.allocArray("unsigned char", 10 << 20).set(0, 1);
            long end = System.currentTimeMillis() + PATIENCE_MS;
            while (System.currentTimeMillis() < end) {
                System.gc();
                Thread.sleep(10);
                try (Pointer second = library.allocArray("unsigned char", 10 << 20)) {
                    assertEquals(0, second.get(0));
                    return;
                } catch (LimitException notYet) {
                    assertEquals("SB0501", notYet.code());
                }
            }
        }
        throw new AssertionError("the first 10 MB were never freed");
    }

    @Test
    void viewsOutliveTheirLibrary() {
        ByteBuffer view;
        ByteBuffer slice;
        try (Library library = Cases.load("pointer-owned")) {
            Pointer pointer = library.allocArray("unsigned char", 64 << 10);
            view = pointer.view(64 << 10);
            library.call("fill", pointer, 64 << 10, 9);
            assertEquals(9, view.get(100));
            view.put(0, (byte) 4);
            assertArrayEquals(new byte[] {4, 9}, pointer.read(2));
            slice = view.slice(100, 100);
        }
        view = null;
        System.gc();
        assertEquals(9, slice.get(0));
        slice.put(0, (byte) 1);
        assertEquals(1, slice.get(0));
    }

    @Test
    void structsInPlaceKeepTheirMemory() throws InterruptedException {
        try (Library library = Cases.load("struct-by-pointer")) {
            Struct place = (Struct) library.alloc("vec3").set("x", 2.0).value();
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(5);
                library.call("vec3_square", place);
            }
            try (Pointer other = library.alloc("vec3")) {
                other.set("x", 5.0);
                assertEquals(2.0, place.getDouble("x"));
            }
        }
    }

    @Test
    void librariesThatNobodyClosedAreDisposed() throws Exception {
        for (int i = 0; i < 300; i++) {
            // Each reserves 4 GiB of address space, of which a process has 128 TiB.
            Library library = Cases.load("buffer-inout");
            assertEquals(3, library.function("sum").callInt(new byte[] {1, 2}, 2));
        }
        long end = System.currentTimeMillis() + PATIENCE_MS;
        long size = reserved();
        while (System.currentTimeMillis() < end && size > 100L << 30) {
            System.gc();
            Thread.sleep(20);
            size = reserved();
        }
        assertTrue(size < 100L << 30, () -> "300 libraries still have " + reserved());
    }

    @Test
    void memoryStaysFlatOverManyCalls() {
        try (Library library = Cases.load("struct-by-pointer");
                Library buffers = Cases.load("buffer-inout")) {
            callOften(library, buffers, 30_000);
            // The JVM's own heap may grow in some of the rounds; a leak does in each.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++) {
                long before = resident();
                callOften(library, buffers, 100_000);
                least = Math.min(least, resident() - before);
            }
            long grown = least;
            assertTrue(grown < 8 << 20, () -> "resident memory grew by " + grown);
        }
    }

    private static void callOften(Library library, Library buffers, int times) {
        RecordType vec3 = library.record("vec3");
        Function square = library.function("vec3_square");
        byte[] large = new byte[20_000];
        for (int i = 0; i < times; i++) {
            assertEquals(14.0, square.callDouble(vec3.create(1.0, 2.0, 3.0)));
            if (i % 10 == 0) {
                buffers.call("invert", large, large.length);
                library.alloc("vec3").set("x", 1.0).close();
            }
        }
    }

    private static long reserved() {
        return status("VmSize:");
    }

    private static long resident() {
        System.gc();
        return status("VmRSS:");
    }

    private static long status(String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(field)) {
                    String digits = line.replaceAll("[^0-9]", "");
                    return Long.parseLong(digits) << 10;
                }
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        throw new AssertionError("there is no " + field);
    }
}
