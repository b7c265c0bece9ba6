package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sandbridge.error.HandleException;
import dev.sandbridge.error.LimitException;
import dev.sandbridge.error.OutOfRangeException;
import dev.sandbridge.error.TypeMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions in both directions, and the arguments that only they have, as Java sees them. */
final class CallbackTest {

    private static final IntBinaryOperator TIMES = (a, b) -> a * b;

    private Library library;

    @BeforeEach
    void load() throws IOException {
        try (InputStream module = CallbackTest.class.getResourceAsStream("/callback.wasm")) {
            library = Sandbridge.load(module.readAllBytes());
        }
    }

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void anyFunctionalInterfaceWillDo() {
        HostFunction sum = args -> (Integer) args[0] + (Integer) args[1];
        BiFunction<Integer, Integer, Integer> minus = (a, b) -> a - b;
        assertEquals(5, library.call("apply", sum, 2, 3));
        assertEquals(6, library.call("apply", TIMES, 2, 3));
        assertEquals(-1, library.call("apply", minus, 2, 3));
        Cases.fails(TypeMismatchException.class, "SB0302",
                () -> library.call("apply", "text", 2, 3), "apply", "`f`");
        Cases.fails(TypeMismatchException.class, "SB0302",
                () -> library.call("apply", (Runnable) () -> {}, 2, 3), "int (*)(int, int)");
    }

    @Test
    void aResultOfTheWrongTypeIsRefused() {
        Cases.fails(TypeMismatchException.class, "SB0302",
                () -> library.call("apply", (HostFunction) args -> null, 2, 3), "int (*)(int, int)");
        Cases.fails(OutOfRangeException.class, "SB0303",
                () -> library.call("apply", (HostFunction) args -> 1L << 40, 2, 3));
        assertEquals(3, library.call("add", 1, 2));
    }

    @Test
    void whatIsThrownArrivesAndNothingLeaks() {
        Exception boom = new Exception("boom");
        HostFunction throwing = args -> {
            throw boom;
        };
        for (int i = 0; i < 100_000; i++) {
            assertSame(boom, assertThrows(
                    Exception.class, () -> library.call("apply", throwing, 2, 3)));
        }
        assertEquals(6, library.call("apply", TIMES, 2, 3));
    }

    @Test
    void aCallbackLivesUntilItIsReleased() {
        try (Callback kept = library.callback("binary", TIMES)) {
            library.call("keep", kept);
            assertEquals(42, library.call("kept", 6, 7));
        }
        Cases.fails(HandleException.class, "SB0605", () -> library.call("kept", 6, 7));
        assertEquals(3, library.call("add", 1, 2));
    }

    @Test
    void collectedCallbacksFreeTheirPlaces() {
        for (int i = 0; i < 3000; i++) {
            library.callback("binary", TIMES);
            if (i % 500 == 0) {
                System.gc();
            }
        }
        assertEquals(6, library.call("apply", TIMES, 2, 3));
    }

    @Test
    void resetAndCloseInsideACallbackAreErrors() {
        HostFunction resets = args -> {
            library.reset();
            return 0;
        };
        HostFunction closes = args -> {
            library.close();
            return 0;
        };
        byte[] small = {1, 2, 3};
        HostFunction nests = args -> library.call("sum_bytes", small, 3);
        Cases.fails(HandleException.class, "SB0603", () -> library.call("apply", resets, 2, 3));
        Cases.fails(HandleException.class, "SB0603", () -> library.call("apply", closes, 2, 3));
        assertEquals(6, library.call("apply", nests, 2, 3));
        HostFunction[] endless = new HostFunction[1];
        endless[0] = args -> library.call("apply", endless[0], 1, 2);
        assertThrows(LimitException.class, () -> library.call("apply", endless[0], 1, 2));
        library.reset();
        assertEquals(6, library.call("apply", nests, 2, 3));
    }

    @Test
    void functionsOfTheLibraryAreCallable() {
        FunctionPointer times = (FunctionPointer) library.call("operation", "times");
        assertEquals(42, times.call(6, 7));
        assertEquals(times, library.call("operation", "times"));
        assertEquals(20, library.call("apply", times, 4, 5));
        assertNull(library.call("operation", "none"));
        Struct vector = library.record("vec3").create();
        Cases.fails(HandleException.class, "SB0606", () -> times.cast("mapper").call(vector));
        library.reset();
        Cases.fails(HandleException.class, "SB0604", () -> times.call(6, 7));
    }

    @Test
    void callbacksTakeAndGiveEverything() {
        RecordType vec3 = library.record("vec3");
        HostFunction twice = args -> vec3.create(((Struct) args[0]).getDouble("x") * 2, 1.0, 2.0);
        assertEquals(vec3.create(2.0, 1.0, 2.0),
                library.call("map", twice, vec3.create(1.0, 2.0, 3.0)));
        Object[][] seen = new Object[1][];
        HostFunction many = args -> {
            seen[0] = args;
            return 5;
        };
        assertEquals(5L, library.call("call_many", many));
        assertArrayEquals(new Object[] {-1, 1L << 40, 1.5, 2.5f, "text", 200}, seen[0]);
        HostFunction shift = args -> ((BigInteger) args[0]).shiftLeft(1);
        BigInteger large = BigInteger.ONE.shiftLeft(100);
        assertEquals(large.shiftLeft(1).add(BigInteger.ONE), library.call("call_huge", shift, large));
        Struct handler = library.record("handler").create();
        Cases.fails(TypeMismatchException.class, "SB0302",
                () -> handler.set("on", TIMES), "callback(type, function)");
        try (Callback on = library.callback("int (*)(int, int)", TIMES)) {
            handler.set("on", on);
            assertEquals(12, library.call("handle", handler, 3, 4));
            assertEquals(1, handler.getInt("calls"));
        }
    }

    @Test
    void variableArgumentsAreInferredOrStated() {
        byte[] out = new byte[64];
        String format = "%d %s %.2f %lld %d";
        Object typed = library.typed("unsigned char", 200);
        int length = (Integer) library.call(
                "format", out, 64, format, 5, "text", 1.25, 1L << 40, typed);
        assertEquals("5 text 1.25 1099511627776 200", new String(out, 0, length));
        assertEquals(6.5, library.call("sum_all", 3, 1.0, 2.0, 3.5));
        assertEquals(0.0, library.call("sum_all", 0));
        Cases.fails(TypeMismatchException.class, "SB0302",
                () -> library.call("sum_all", 1, List.of(1)), "variable argument 1");
        Cases.fails(OutOfRangeException.class, "SB0303",
                () -> library.call("sum_all", 1, library.typed("unsigned char", 300)));
    }

    @Test
    void listsOfTextAndArraysOfArraysCross() {
        assertEquals(203, library.call("count_text", (Object) new String[] {"a", "bcd"}));
        assertEquals(46, library.call("sum_rows", new int[] {1, 2, 3, 4, 5, 6}, 2));
        assertEquals(46, library.call("sum_rows", new int[][] {{1, 2, 3}, {4, 5, 6}}, 2));
        Cases.fails(OutOfRangeException.class, "SB0310",
                () -> library.call("sum_rows", new int[] {1, 2}, 1));
    }

    @Test
    void wideNumbersAreExact() {
        BigInteger most = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        assertEquals(most, library.call("next", most.subtract(BigInteger.ONE)));
        Cases.fails(OutOfRangeException.class, "SB0303", () -> library.call("next", -1), "`v`");
        assertEquals(new Complex(1, -2), library.call("conjugate", new Complex(1, 2)));
        LongDouble half = (LongDouble) library.call("half", 3);
        assertEquals(1.5, half.doubleValue());
        assertEquals(LongDouble.valueOf(0.75), library.call("half", half));
    }

    @Test
    void variablesAreReadAndWritten() {
        library.setVariable("counter", 8);
        assertEquals(8, library.variable("counter"));
        assertEquals(8, library.address("counter").value());
        Cases.fails(TypeMismatchException.class, "SB0305", () -> library.setVariable("limit", 1));
        Pointer table = library.address("table");
        assertEquals(3, table.plus(2).value());
        assertEquals(4, table.at(3).value());
        int[] copy = new int[4];
        table.array(4).copyTo(copy);
        assertArrayEquals(new int[] {1, 2, 3, 4}, copy);
        library.setErrno(5);
        assertEquals(5, library.errno());
    }

    @Test
    void declarationsStandInForAnInterface() throws IOException {
        try (InputStream module = CallbackTest.class.getResourceAsStream("/callback.wasm");
                Library plain = Sandbridge.load(
                        module.readAllBytes(), new Options().cdef("int add(int a, int b);"))) {
            assertEquals(List.of("add"), plain.functions());
            assertEquals(3, plain.call("add", 1, 2));
        }
    }

    @Test
    void aStructByValueOfAnotherLibraryIsRefused() throws IOException {
        try (InputStream module = CallbackTest.class.getResourceAsStream("/callback.wasm");
                Library other = Sandbridge.load(module.readAllBytes(), new Options().name("other"))) {
            Struct foreign = other.record("vec3").create(1.0, 2.0, 3.0);
            Struct own = library.record("vec3").create(1.0, 2.0, 3.0);
            Cases.fails(HandleException.class, "SB0604",
                    () -> library.call("add3", own, foreign), "add3", "`b`", "other");
            Cases.fails(HandleException.class, "SB0604",
                    () -> library.function("add3").handle().invoke(foreign, own), "`a`", "other");
            HostFunction giving = args -> foreign;
            Cases.fails(HandleException.class, "SB0604",
                    () -> library.call("map", giving, own), "other");
            Struct sum = (Struct) library.call("add3", own, own);
            assertEquals(6.0, sum.getDouble("z"));
        }
    }
}
