package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Java's arrays and buffers of every kind and size, in and out. */
final class BufferTest {

    /** Below, at and above what goes through the call frame and the guest's scratch. */
    private static final int[] SIZES = {0, 1, 5, 16, 4095, 4096, 4097, 65_536, 65_537, 3_000_000};

    @Test
    void arraysOfEverySize() throws Throwable {
        try (Library library = Cases.load("buffer-inout")) {
            for (int size : SIZES) {
                byte[] data = new byte[size];
                library.call("fill", data, size, 3);
                assertEquals(3 * size, library.function("sum").callInt(data, size));
                long sum = (long) library.function("sum").handle().invoke(data, size);
                assertEquals(3L * size, sum);
                library.function("invert").handle().invoke(data, size);
                byte[] expected = new byte[size];
                Arrays.fill(expected, (byte) ~3);
                assertArrayEquals(expected, data);
            }
        }
    }

    @Test
    void buffersAtTheirPositions() {
        try (Library library = Cases.load("buffer-inout")) {
            ByteBuffer heap = ByteBuffer.allocate(100).position(10).limit(20);
            ByteBuffer slice = ByteBuffer.allocate(50).position(25).slice();
            ByteBuffer direct = ByteBuffer.allocateDirect(10_000).position(100).limit(9_000);
            for (ByteBuffer buffer : new ByteBuffer[] {heap, slice, direct}) {
                int position = buffer.position();
                int size = buffer.remaining();
                library.call("fill", buffer, size, 7);
                assertEquals(position, buffer.position());
                assertEquals(7 * size, library.call("sum", buffer, size) instanceof Long sum
                        ? sum.intValue() : -1);
                assertEquals(7, buffer.get(buffer.limit() - 1));
                ByteBuffer all = buffer.duplicate().clear();
                assertEquals(7 * size, IntStream.range(0, all.limit()).map(all::get).sum());
                assertEquals(7L * size, library.call("sum", buffer.asReadOnlyBuffer(), size));
            }
        }
    }

    @Test
    void typedArraysAndBuffers() {
        try (Library library = Cases.load("pointer-owned")) {
            int[] ints = new int[2_000];
            library.call("fill_ints", ints, ints.length, -5);
            assertArrayEquals(IntStream.range(-5, 1_995).toArray(), ints);
            IntBuffer direct = ByteBuffer.allocateDirect(400)
                    .order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().position(10);
            library.call("fill_ints", direct, 90, 6);
            assertEquals(0, direct.get(9));
            assertEquals(6, direct.get(10));
            assertEquals(95, direct.get(99));
            IntBuffer heap = IntBuffer.wrap(new int[8], 2, 4);
            library.call("fill_ints", heap, 4, 1);
            assertArrayEquals(new int[] {0, 0, 1, 2, 3, 4, 0, 0}, heap.array());
            assertEquals(9, library.call("get_int", IntBuffer.wrap(new int[] {9})));
            assertEquals(9, library.call(
                    "get_int", IntBuffer.wrap(new int[] {9}).asReadOnlyBuffer()));
            long[] wide = {0};
            library.call("set_wide", wide, -1L);
            assertEquals(-1L, wide[0]);
        }
    }

    @Test
    void theSameBufferTwice() {
        try (Library library = Cases.load("buffer-inout")) {
            byte[] data = {1, 2, 3, 4};
            assertEquals(4L, library.call("copy", data, data, 4));
            assertArrayEquals(new byte[] {1, 2, 3, 4}, data);
        }
    }
}
