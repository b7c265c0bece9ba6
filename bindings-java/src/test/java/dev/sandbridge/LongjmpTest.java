package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sandbridge.error.SandbridgeException;
import dev.sandbridge.error.TrapException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C jumps over Java's frames, and Java throws over C's. */
final class LongjmpTest {

    private Library library;

    @BeforeEach
    void load() throws IOException {
        try (InputStream module = LongjmpTest.class.getResourceAsStream("/longjmp.wasm")) {
            library = Sandbridge.load(module.readAllBytes());
        }
    }

    @AfterEach
    void close() {
        assertEquals(0, library.call("depth"), "the instance is as before");
        library.close();
    }

    private int leave(int value) {
        library.call("leave", value);
        throw new AssertionError("leave() returned");
    }

    @Test
    void aLongjmpPassesACallbackAndItsFinallyRuns() {
        List<String> seen = new ArrayList<>();
        IntUnaryOperator visit = value -> {
            try {
                return leave(value);
            } finally {
                seen.add("finally " + value);
            }
        };
        assertEquals(1007, library.call("guarded", visit, 7));
        assertEquals(List.of("finally 7"), seen);
        for (int i = 1; i <= 2_000; i++) {
            assertEquals(1000 + i, library.call("guarded", visit, i));
        }
    }

    @Test
    void aLongjmpGoesToTheInnermostSetjmp() {
        HostFunction inner = args -> leave((Integer) args[0]);
        IntUnaryOperator outer = value -> {
            assertEquals(1, library.call("depth"));
            int came = (Integer) library.call("guarded", inner, value + 1);
            assertEquals(1, library.call("depth"));
            return leave(came - 1000 + 1);
        };
        assertEquals(1007, library.call("guarded", outer, 5));
    }

    @Test
    void aCallbackMayStopALongjmp() {
        IntUnaryOperator visit = value -> {
            TrapException stopped = Cases.fails(
                    TrapException.class, "SB0405", () -> library.call("leave", value));
            assertEquals("SB0405", stopped.code());
            return 3;
        };
        assertEquals(3, library.call("guarded", visit, 1));
        assertEquals(3, library.call("guarded", visit, 1));
    }

    @Test
    void anExceptionPassesASetjmp() {
        IllegalStateException boom = new IllegalStateException("boom");
        IntUnaryOperator visit = value -> {
            throw boom;
        };
        for (int i = 0; i < 1_000; i++) {
            assertSame(boom, assertThrows(
                    IllegalStateException.class, () -> library.call("guarded", visit, 1)));
        }
        library.reset();
    }

    @Test
    void anExceptionInPlaceOfALongjmpIsTheOneThatArrives() {
        Exception own = new Exception("own");
        HostFunction visit = args -> {
            try {
                return leave((Integer) args[0]);
            } catch (SandbridgeException jump) {
                own.addSuppressed(jump);
                throw own;
            }
        };
        assertSame(own, assertThrows(Exception.class, () -> library.call("guarded", visit, 2)));
        library.reset();
        IntUnaryOperator jump = this::leave;
        assertEquals(1004, library.call("guarded", jump, 4));
    }

    @Test
    void aLongjmpWithoutASetjmpIsAnError() {
        Cases.fails(TrapException.class, "SB0405", () -> library.call("leave", 1), "leave");
        IntUnaryOperator visit = value -> value + 1;
        assertEquals(2, library.call("guarded", visit, 1));
    }
}
