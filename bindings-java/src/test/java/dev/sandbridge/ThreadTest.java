package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.HandleException;
import dev.sandbridge.error.LimitException;
import dev.sandbridge.error.SandbridgeException;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several threads, and small ones. */
final class ThreadTest {

    @Test
    void threadsWaitForEachOther() throws Throwable {
        try (Library library = Cases.load("struct-by-pointer")) {
            RecordType vec3 = library.record("vec3");
            MethodHandle square = library.function("vec3_square").handle();
            MethodHandle scale = library.function("vec3_scale").handle();
            run(4, number -> {
                for (int i = 0; i < 20_000; i++) {
                    Struct v = vec3.create(1.0 * number, 2.0, 3.0);
                    assertEquals(number * number + 13.0, (double) square.invoke(v));
                    scale.invoke(v, 2.0);
                    assertEquals(2.0 * number, v.getDouble("x"));
                }
            });
        }
    }

    @Test
    void buffersOfThreadsDoNotMix() throws Throwable {
        try (Library library = Cases.load("buffer-inout")) {
            Function sum = library.function("sum");
            Function fill = library.function("fill");
            run(4, number -> {
                byte[] data = new byte[1 << (4 * number)];
                for (int i = 0; i < 2_000; i++) {
                    fill.call(data, data.length, number + i % 2);
                    assertEquals((number + i % 2) * data.length, sum.callInt(data, data.length));
                }
            });
        }
    }

    @Test
    void busyIsAnErrorWhenAskedFor() throws Throwable {
        Options options = new Options().onBusy(Options.OnBusy.ERROR);
        try (Library library = Sandbridge.load(Cases.path("buffer-inout"), options)) {
            Function sum = library.function("sum");
            byte[] large = new byte[16 << 20];
            Arrays.fill(large, (byte) 1);
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            run(2, number -> {
                for (int i = 0; i < 200 && refused.get() == 0; i++) {
                    try {
                        assertEquals(large.length, sum.callInt(large, large.length));
                        done.incrementAndGet();
                    } catch (HandleException busy) {
                        assertEquals("SB0603", busy.code(), busy.getMessage());
                        refused.incrementAndGet();
                    }
                }
            });
            assertTrue(refused.get() > 0, "two threads never met");
            assertEquals(large.length, sum.callInt(large, large.length));
        }
    }

    @Test
    void smallStackIsRefused() throws Throwable {
        try (Library library = Cases.load("buffer-inout")) {
            Function sum = library.function("sum");
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            sum.call(new byte[1], 1);
                        } catch (SandbridgeException error) {
                            failure.set(error);
                        }
                    },
                    "small",
                    200 << 10);
            thread.start();
            thread.join();
            assertInstanceOf(LimitException.class, failure.get());
            assertEquals("SB0502", ((SandbridgeException) failure.get()).code());
            assertEquals(0, sum.callInt(new byte[1], 1));
        }
    }

    @Test
    void closingWhileOthersCall() throws Throwable {
        for (int round = 0; round < 20; round++) {
            Library library = Cases.load("buffer-inout");
            Function sum = library.function("sum");
            run(3, number -> {
                try {
                    for (int i = 0; i < 300; i++) {
                        assertEquals(6, sum.callInt(new byte[] {1, 2, 3}, 3));
                        if (number == 3 && i == 100) {
                            library.close();
                        }
                    }
                } catch (HandleException closed) {
                    assertEquals("SB0602", closed.code());
                }
            });
        }
    }

    private interface Work {
        void run(int number) throws Throwable;
    }

    private static void run(int count, Work work) throws Throwable {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            int number = i + 1;
            threads[i] = new Thread(() -> {
                try {
                    work.run(number);
                } catch (Throwable error) {
                    failure.compareAndSet(null, error);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get(), () -> String.valueOf(failure.get()));
    }
}
