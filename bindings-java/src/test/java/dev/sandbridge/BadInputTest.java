package dev.sandbridge;

import static dev.sandbridge.Cases.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.DeadInstanceException;
import dev.sandbridge.error.HandleException;
import dev.sandbridge.error.InterfaceException;
import dev.sandbridge.error.LimitException;
import dev.sandbridge.error.LoadException;
import dev.sandbridge.error.OutOfRangeException;
import dev.sandbridge.error.TextException;
import dev.sandbridge.error.TrapException;
import dev.sandbridge.error.TypeMismatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each wrong input is one clear exception, and the library goes on. */
final class BadInputTest {

    @Test
    void missingFile() {
        fails(LoadException.class, "SB0101", () -> Sandbridge.load(Path.of("no.wasm")), "no.wasm");
        assertThrows(NullPointerException.class, () -> Sandbridge.load((byte[]) null));
    }

    @Test
    void truncatedModule() throws IOException {
        byte[] whole = Files.readAllBytes(Cases.path("buffer-inout"));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThrows(
                dev.sandbridge.error.SandbridgeException.class, () -> Sandbridge.load(half));
        fails(LoadException.class, "SB0102", () -> Sandbridge.load(new byte[] {1, 2, 3, 4, 5}));
    }

    @Test
    void unknownNames() {
        try (Library library = Cases.load("buffer-inout")) {
            fails(InterfaceException.class, "SB0206", () -> library.call("summ"), "`sum`");
            fails(InterfaceException.class, "SB0206", () -> library.constant("NOTHING"));
            fails(InterfaceException.class, "SB0207", () -> library.alloc("struct nothing"));
            fails(InterfaceException.class, "SB0207", () -> library.enumeration("nothing"));
        }
    }

    @Test
    void namesAreSuggestedAsJavaHasThem() {
        try (Library library = Cases.load("facts-handles")) {
            fails(InterfaceException.class, "SB0206", () -> library.call("shelfOpn"), "`shelfOpen`?");
            fails(InterfaceException.class, "SB0206", () -> library.call("shelf_opn"), "`shelfOpen`?");
            fails(InterfaceException.class, "SB0206", () -> library.c().call("shelf_opn"), "`shelf_open`?");
            try (Handle shelf = (Handle) library.call("shelfOpen", "kitchen")) {
                String message = "a `Shelf` has no method `boxAtt`";
                fails(InterfaceException.class, "SB0206", () -> shelf.call("boxAtt"), message, "`boxAt`?");
                fails(InterfaceException.class, "SB0206", () -> shelf.call("fold"), "it has ", "add, boxAt");
            }
        }
    }

    @Test
    void wrongArguments() {
        try (Library library = Cases.load("buffer-inout")) {
            fails(
                    TypeMismatchException.class,
                    "SB0301",
                    () -> library.call("sum", new byte[1]),
                    "buffer-inout.sum takes 2 arguments, got 1",
                    "sum(const void *data, size_t size)");
            fails(
                    TypeMismatchException.class,
                    "SB0302",
                    () -> library.call("sum", new byte[1], "one"),
                    "`size` (size_t)");
            fails(
                    OutOfRangeException.class,
                    "SB0303",
                    () -> library.call("sum", new byte[1], -1),
                    "0 to 4294967295, got -1");
            fails(
                    TypeMismatchException.class,
                    "SB0302",
                    () -> library.call("sum", new Object(), 1),
                    "java.lang.Object");
            fails(TypeMismatchException.class, "SB0302", () -> library.call("sum", "text", 1));
        }
    }

    @Test
    void handlesCheckToo() {
        try (Library library = Cases.load("integer-narrow")) {
            Function function = library.function(library.functions().get(0));
            assertEquals(int.class, function.handle().type().parameterType(0));
            fails(
                    OutOfRangeException.class,
                    "SB0303",
                    () -> function.handle().invoke(1 << 20),
                    function.name());
            fails(OutOfRangeException.class, "SB0303", () -> function.callInt(1 << 20));
            fails(OutOfRangeException.class, "SB0303", () -> function.callLong(1L << 40));
            fails(TypeMismatchException.class, "SB0302", () -> function.callDouble(1.5));
            fails(TypeMismatchException.class, "SB0301", () -> function.callInt(1, 2, 3));
        }
    }

    @Test
    void textWithNul() {
        try (Library library = Cases.load("text-out")) {
            fails(TextException.class, "SB0304", () -> library.call("echo", "a\0b"), "`text`");
            fails(TextException.class, "SB0306", () -> library.call("echo", "a\ud800b"), "echo");
            fails(TextException.class, "SB0306", () -> library.call("latin1"), "latin1");
            assertEquals("f\u00fcr \ud83d\ude00", library.call("echo", "f\u00fcr \ud83d\ude00"));
        }
    }

    @Test
    void readOnlyBufferAsOutput() {
        try (Library library = Cases.load("buffer-inout")) {
            ByteBuffer direct = ByteBuffer.allocateDirect(8);
            for (ByteBuffer buffer : List.of(direct, ByteBuffer.allocate(8))) {
                ByteBuffer readOnly = buffer.asReadOnlyBuffer();
                fails(
                        TypeMismatchException.class,
                        "SB0305",
                        () -> library.call("fill", readOnly, 8, 1),
                        "`data`");
                assertEquals(0, buffer.get(0));
            }
        }
    }

    @Test
    void wrongElements() {
        try (Library library = Cases.load("pointer-owned")) {
            fails(
                    TypeMismatchException.class,
                    "SB0308",
                    () -> library.call("get_int", new long[1]),
                    "`in`");
            ByteBuffer big = ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN);
            fails(
                    TypeMismatchException.class,
                    "SB0302",
                    () -> library.call("get_int", big.asIntBuffer()));
        }
    }

    @Test
    void closedLibrary() throws Throwable {
        Library library = Cases.load("buffer-inout");
        Function sum = library.function("sum");
        Pointer pointer = library.alloc("unsigned char");
        assertEquals(3, sum.callInt(new byte[] {1, 2}, 2));
        library.close();
        library.close();
        assertTrue(library.isClosed());
        byte[] data = {1};
        fails(HandleException.class, "SB0602", () -> sum.call(data, 1), "buffer-inout");
        fails(HandleException.class, "SB0602", () -> sum.handle().invoke(data, 1));
        fails(HandleException.class, "SB0602", () -> pointer.value());
        fails(HandleException.class, "SB0602", library::reset);
        pointer.close();
    }

    @Test
    void trap() {
        try (Library library = Cases.load("trap-kinds")) {
            TrapException error = fails(
                    TrapException.class, "SB0401", () -> library.call("divide", 1, 0), "divide");
            assertFalse(error.frames().isEmpty());
            fails(DeadInstanceException.class, "SB0601", () -> library.call("fine", 1));
            library.reset();
            library.call("fine", 1);
        }
    }

    @Test
    void abort() {
        try (Library library = Cases.load("trap-abort")) {
            fails(TrapException.class, "SB0402", () -> library.call("give_up"), "abort");
            library.reset();
            TrapException error =
                    fails(TrapException.class, "SB0402", () -> library.call("complain", 3));
            assertFalse(error.stderr().isEmpty());
        }
    }

    @Test
    void memoryExhausted() {
        Options options = new Options().memoryLimit(4 << 20);
        try (Library library = Sandbridge.load(Cases.path("buffer-inout"), options)) {
            byte[] large = new byte[8 << 20];
            fails(LimitException.class, "SB0501", () -> library.call("sum", large, large.length));
            fails(
                    LimitException.class,
                    "SB0501",
                    () -> library.allocArray("unsigned char", 64 << 20));
            assertEquals(0, library.function("sum").callInt(new byte[4], 4));
        }
    }
}
