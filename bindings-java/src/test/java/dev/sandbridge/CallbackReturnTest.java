package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sandbridge.error.OutOfRangeException;
import dev.sandbridge.error.TypeMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How functions of Java's end that C called: with a value of their own type, or thrown out of. */
final class CallbackReturnTest {

    private static final IntBinaryOperator TIMES = (a, b) -> a * b;
    private static final byte[] SMALL = {1, 2, 3};

    private Library library;

    /** An interface that nothing but this class sees. */
    private interface Own {
        short of(int a, long b);
    }

    @BeforeEach
    void load() throws IOException {
        try (InputStream module = CallbackReturnTest.class.getResourceAsStream("/callback.wasm")) {
            library = Sandbridge.load(module.readAllBytes());
        }
    }

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void eachInterfaceReturnsItsOwnType() {
        Own own = (a, b) -> (short) (a - b);
        LongBinaryOperator longs = (a, b) -> a * 10 + b;
        ToIntBiFunction<Integer, Integer> boxed = (a, b) -> -a - b;
        for (int i = 0; i < 3; i++) {
            assertEquals(-1, library.call("apply", own, 2, 3));
            assertEquals(23, library.call("apply", longs, 2, 3));
            assertEquals(-5, library.call("apply", boxed, 2, 3));
            assertEquals(6, library.call("apply", TIMES, 2, 3));
        }
    }

    @Test
    void aResultThatDoesNotFitIsRefused() {
        LongBinaryOperator large = (a, b) -> 1L << 31;
        Cases.fails(OutOfRangeException.class, "SB0303", () -> library.call("apply", large, 2, 3));
        DoubleBinaryOperator real = (a, b) -> a / b;
        Cases.fails(TypeMismatchException.class, "SB0302", () -> library.call("apply", real, 2, 3));
        assertEquals(6, library.call("apply", TIMES, 2, 3));
    }

    @Test
    void whatIsThrownAfterAnotherCallbackReturnedArrives() {
        IllegalStateException late = new IllegalStateException("late");
        IntBinaryOperator outer = (a, b) -> {
            assertEquals(6, library.call("apply", TIMES, a, b));
            throw late;
        };
        for (int i = 0; i < 3; i++) {
            assertSame(late, assertThrows(
                    IllegalStateException.class, () -> library.call("apply", outer, 2, 3)));
        }
        IntBinaryOperator swallows = (a, b) -> {
            assertThrows(IllegalStateException.class, () -> library.call("apply", outer, 2, 3));
            return a + b;
        };
        assertEquals(5, library.call("apply", swallows, 2, 3));
    }

    @Test
    void aStackThatOverflowsInJavaArrives() {
        IntBinaryOperator endless = new IntBinaryOperator() {
            @Override
            public int applyAsInt(int a, int b) {
                return applyAsInt(b, a) + 1;
            }
        };
        for (int i = 0; i < 3; i++) {
            assertThrows(StackOverflowError.class, () -> library.call("apply", endless, 2, 3));
        }
        assertEquals(6, library.call("apply", TIMES, 2, 3));
    }

    @Test
    void aCallbackOnAnotherThreadHasThatThreadsException() throws InterruptedException {
        IntBinaryOperator names = (a, b) -> {
            throw new IllegalStateException(Thread.currentThread().getName());
        };
        for (String name : new String[] {"first", "second"}) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    library.call("apply", names, 2, 3);
                } catch (IllegalStateException thrown) {
                    seen.set(thrown);
                }
            }, name);
            thread.start();
            thread.join();
            assertEquals(name, seen.get().getMessage());
        }
    }

    @Test
    void dataIsRightInsideACallbackWhileAnotherThreadWaits() throws InterruptedException {
        AtomicReference<Object> other = new AtomicReference<>();
        Thread waits = new Thread(() -> other.set(library.call("sum_bytes", SMALL, 3)));
        IntBinaryOperator nests = (a, b) -> {
            waits.start();
            int sum = 0;
            for (int i = 0; i < 2000; i++) {
                sum += (int) library.call("sum_bytes", SMALL, 3);
            }
            return sum;
        };
        assertEquals(12_000, library.call("apply", nests, 2, 3));
        waits.join();
        assertEquals(6, other.get());
    }
}
