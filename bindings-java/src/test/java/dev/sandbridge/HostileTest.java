package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.SandbridgeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A library that lies, and Java that does what it should not in the middle of a call. */
final class HostileTest {

    private static final int ANSWERS = 11;
    private static final int ADDRESS = 0;
    private static final int AT_CLOSE = 4;
    private static final int AT_RELEASE = 5;
    private static final long CALL = 2;
    private static final String[] QUESTIONS = {
        "fill", "fillWide", "sized", "bytes", "numbers", "many", "units", "text", "ownedText",
        "lentNode", "status", "forget", "destroy",
    };
    private static final String[] TAKERS = {"tell", "ask", "keep", "keepOwned", "keepOnce"};

    /** What a host function of the test throws. */
    private static final class Stranger extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One thread's run against a library, the same each time. */
    private static final class Attack {
        private final Library library;
        private final Random random;
        private final List<Handle> kept = new ArrayList<>();
        private final Set<String> codes;

        Attack(Library library, long seed, Set<String> codes) {
            this.library = library;
            this.random = new Random(seed);
            this.codes = codes;
        }

        void run(int calls) {
            for (int i = 0; i < calls; i++) {
                try {
                    for (int n = random.nextInt(3); n > 0; n--) {
                        plant();
                    }
                    act();
                } catch (Stranger expected) {
                    // It came through C.
                } catch (SandbridgeException error) {
                    assertNotEquals("SB9901", error.code(), error.getMessage());
                    codes.add(error.code());
                    if (error.code().equals("SB0601")) {
                        library.reset();
                    }
                }
            }
        }

        private void plant() {
            int index = random.nextInt(ANSWERS);
            long answer = nasty(((Number) library.call("memoryEnd")).longValue());
            if (index == ADDRESS && random.nextBoolean()) {
                answer = 1024 + random.nextInt(64);
            } else if (index == AT_CLOSE || index == AT_RELEASE) {
                answer = random.nextInt(8);
            }
            library.call("plant", index, answer);
        }

        /** A number at an edge: of memory, of 32 and of 64 bits, of what programs expect. */
        private long nasty(long end) {
            long[] edges = {0, 1, 8, 1024, end, 1 << 16, 1 << 29, 1L << 31, 1L << 32, 1L << 61};
            long[] near = {0, 1, 2, 3, 7, 8, -1, -2, -8};
            return edges[random.nextInt(edges.length)] + near[random.nextInt(near.length)];
        }

        private void act() {
            int choice = random.nextInt(QUESTIONS.length + TAKERS.length + 6);
            if (choice < QUESTIONS.length) {
                library.call(QUESTIONS[choice]);
            } else if (choice < QUESTIONS.length + TAKERS.length) {
                library.call(TAKERS[choice - QUESTIONS.length], (HostFunction) this::again);
            } else if (kept.isEmpty() || choice % 6 == 0) {
                Handle opened = (Handle) library.call("openNode");
                if (opened != null) {
                    kept.add(opened);
                }
            } else if (choice % 6 == 1) {
                Handle opened = (Handle) kept.get(0).call("openChild");
                if (opened != null) {
                    kept.add(opened);
                }
            } else if (choice % 6 == 2) {
                kept.remove(0).close();
            } else if (choice % 6 == 3) {
                library.call("checksum", (Object) new byte[random.nextInt(200)]);
            } else {
                library.call("fire", 1);
            }
        }

        private Object again(Object... given) {
            switch (random.nextInt(6)) {
                case 0:
                    kept.clear();
                    break;
                case 1:
                    library.call("fire", 1);
                    break;
                case 2:
                    library.reset();
                    break;
                case 3:
                    throw new Stranger();
                default:
            }
            Object[] all = {0, 1, new byte[4], null};
            return all[random.nextInt(all.length)];
        }
    }

    private static Library load() {
        Options options = new Options().memoryLimit(8 << 20);
        return Sandbridge.load(Cases.path("facts-hostile"), options);
    }

    @Test
    void whateverALibraryAnswersJavaGoesOn() {
        Set<String> codes = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            try (Library library = load()) {
                new Attack(library, seed, codes).run(500);
                library.reset();
                assertEquals(42, library.call("answer"));
            }
        }
        assertTrue(codes.size() >= 8, codes::toString);
    }

    @Test
    void threadsShareALibraryThatLies() throws InterruptedException {
        Set<String> codes = ConcurrentHashMap.newKeySet();
        try (Library library = load()) {
            run(6, seed -> new Attack(library, seed, codes).run(800));
            library.reset();
            assertEquals(42, library.call("answer"));
        }
    }

    /**
     * Handles that nobody kept are closed by whoever calls next, after it filled the call frame; each
     * closing calls Java, which fills it again.
     */
    @Test
    void whatWasCollectedIsClosedWithoutDisturbingACall() throws InterruptedException {
        try (Library library = load()) {
            byte[] nested = {1, 2, 3};
            AtomicInteger closed = new AtomicInteger();
            AtomicInteger wrong = new AtomicInteger();
            Object ofNested = library.c().function("checksum").call(nested, 3);
            library.call("keep", (HostFunction) given -> {
                closed.incrementAndGet();
                RecordType pair = library.record("pair");
                Struct there = (Struct) library.call("exchange", pair.create(5L, 6L));
                if (!library.call("checksum", (Object) nested).equals(ofNested)
                        || there.getLong("x") != 6) {
                    wrong.incrementAndGet();
                }
                return 0;
            });
            library.call("plant", AT_CLOSE, CALL);
            AtomicInteger address = new AtomicInteger(4096);
            run(3, number -> {
                byte[] data = new byte[100 + 50 * number];
                for (int i = 0; i < data.length; i++) {
                    data[i] = (byte) (i * number);
                }
                Function inFacts = library.function("checksum");
                Function inC = library.c().function("checksum");
                RecordType pair = library.record("pair");
                Object sum = inC.call(data, data.length);
                for (int round = 0; round < 4_000; round++) {
                    synchronized (address) {
                        library.call("plant", ADDRESS, (long) address.incrementAndGet());
                        library.call("openNode");
                    }
                    if (round % 400 == number * 100) {
                        System.gc();
                    }
                    assertEquals(sum, inFacts.call((Object) data));
                    assertEquals(sum, inC.call(data, data.length));
                    Struct there =
                            (Struct) library.call("exchange", pair.create(7L, (long) round));
                    assertEquals(round, there.getLong("x"));
                    assertEquals(7, there.getLong("y"));
                }
            });
            assertEquals(0, wrong.get());
            assertTrue(closed.get() > 1_000, () -> closed + " were closed");
        }
    }

    @Test
    void directBuffersOfAllKinds() {
        try (Library library = Cases.load("buffer-inout")) {
            for (int size : new int[] {16, 4_096, 200_000}) {
                ByteBuffer whole = ByteBuffer.allocateDirect(size + 8);
                whole.order(ByteOrder.LITTLE_ENDIAN).position(8);
                ByteBuffer bytes = whole.slice().order(ByteOrder.LITTLE_ENDIAN);
                library.call("fill", bytes, size, 3);
                assertEquals(0, whole.get(7));
                for (Buffer view : new Buffer[] {
                    bytes, bytes.asIntBuffer(), bytes.asLongBuffer(), bytes.asDoubleBuffer(),
                    bytes.asFloatBuffer(), bytes.asShortBuffer(), bytes.asCharBuffer()
                }) {
                    assertEquals(3L * size, ((Number) library.call("sum", view, size)).longValue());
                }
                library.call("fill", bytes.asDoubleBuffer().position(1), size - 8, 1);
                byte[] wanted = new byte[size];
                Arrays.fill(wanted, (byte) 1);
                Arrays.fill(wanted, 0, 8, (byte) 3);
                byte[] got = new byte[size];
                bytes.get(got);
                assertArrayEquals(wanted, got);
            }
        }
    }

    /** What a thread does. */
    private interface Work {
        void run(int number) throws Exception;
    }

    private static void run(int threads, Work work) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    work.run(number);
                } catch (Throwable error) {
                    failure.compareAndSet(null, error);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertNull(failure.get(), () -> {
            StringWriter text = new StringWriter();
            failure.get().printStackTrace(new PrintWriter(text));
            return text.toString();
        });
    }
}
