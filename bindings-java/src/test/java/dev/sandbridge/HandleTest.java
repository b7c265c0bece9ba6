package dev.sandbridge;

import static dev.sandbridge.Cases.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.InterfaceException;
import dev.sandbridge.error.TypeMismatchException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Method handles, bound interfaces, member handles, and what functions say of themselves. */
final class HandleTest {

    interface Vectors {
        double vec3_square(Struct v);

        void vec3_scale(Struct v, double by);

        default double half(Struct v) {
            return vec3_square(v) / 2;
        }
    }

    interface Wrong {
        String vec3_square(Struct v, int extra);
    }

    interface Unknown {
        int vec4_square(Struct v);
    }

    @Test
    void handlesHaveNaturalTypes() throws Throwable {
        try (Library library = Cases.load("struct-by-pointer")) {
            MethodHandle square = library.function("vec3_square").handle();
            assertEquals(MethodType.methodType(double.class, Object.class), square.type());
            assertSame(square, library.function("vec3_square").handle());
            Struct v = library.record("vec3").create(1.0, 2.0, 2.0);
            assertEquals(9.0, (double) square.invokeExact((Object) v));
            assertEquals(4.0, (double) square.invoke(Map.of("y", 2)));
            MethodHandle scale = library.function("vec3_scale").handle();
            assertEquals(
                    MethodType.methodType(void.class, Object.class, double.class), scale.type());
            scale.invokeExact((Object) v, 2.0);
            assertEquals(4.0, v.getDouble("y"));
            MethodHandle move = library.function("body_move").handle();
            Struct body = library.record("body").create(Map.of("id", 7));
            assertEquals(7, (int) move.invokeExact((Object) body, (Object) v));
            assertEquals(2.0, ((Struct) body.get("at")).getDouble("x"));
            assertEquals(2.0, v.getDouble("x"), "what C may not write is not copied back");
        }
    }

    @Test
    void handlesTakePointersAndText() throws Throwable {
        try (Library library = Cases.load("buffer-inout")) {
            MethodHandle copy = library.function("copy").handle();
            byte[] to = new byte[3];
            assertEquals(3L, (long) copy.invoke(to, new byte[] {1, 2, 3}, 3));
            assertArrayEquals(new byte[] {1, 2, 3}, to);
            try (Pointer guest = library.allocArray("unsigned char", 3)) {
                assertEquals(3L, (long) copy.invoke(guest, to, 3));
                assertArrayEquals(to, guest.read(3));
                assertEquals(2L, (long) copy.invoke(to, guest, 2));
            }
            byte[] large = new byte[100_000];
            large[99_999] = 5;
            byte[] copied = new byte[100_000];
            assertEquals(100_000L, (long) copy.invoke(copied, large, 100_000));
            assertArrayEquals(large, copied);
        }
        try (Library library = Cases.load("text-out")) {
            assertEquals("abc", (String) library.function("echo").handle().invoke((Object) "abc"));
            assertNull((String) library.function("nothing").handle().invoke());
            Pointer owned = (Pointer) library.function("owned").handle().invoke();
            assertEquals("char *", owned.type());
            assertEquals(owned.text(), library.call("echo", owned));
        }
    }

    @Test
    void interfacesAreBoundByName() {
        try (Library library = Cases.load("struct-by-pointer")) {
            Vectors vectors = library.as(Vectors.class);
            Struct v = library.record("vec3").create(1.0, 2.0, 2.0);
            vectors.vec3_scale(v, 2);
            assertEquals(36.0, vectors.vec3_square(v));
            assertEquals(18.0, vectors.half(v));
            assertEquals(vectors, vectors);
            assertTrue(vectors.toString().contains("struct-by-pointer"));
            fails(TypeMismatchException.class, "SB0301", () -> library.as(Wrong.class));
            fails(
                    InterfaceException.class,
                    "SB0206",
                    () -> library.as(Unknown.class),
                    "vec3_square");
        }
    }

    @Test
    void membersAreFoundOnce() {
        try (Library library = Cases.load("struct-by-pointer")) {
            RecordType body = library.record("struct body");
            MemberHandle id = body.member("id");
            Struct value = body.create();
            id.setLong(value, 12);
            assertEquals(12, id.getInt(value));
            assertEquals(12.0, id.getDouble(value));
            assertEquals("int id", id.declaration());
            MemberHandle x = library.record("vec3").member("x");
            Struct at = (Struct) value.get("at");
            x.setDouble(at, 1.5);
            assertEquals(1.5, ((Struct) value.get("at")).getDouble("x"));
            fails(TypeMismatchException.class, "SB0302", () -> x.getDouble(value), "vec3");
            fails(TypeMismatchException.class, "SB0302", () -> x.getInt(at), "x");
            assertEquals(value, value.copy());
            assertTrue(value.toString().startsWith("struct body(id=12, at=struct vec3(x=1.5"));
        }
    }

    @Test
    void functionsDescribeThemselves() {
        try (Library library = Cases.load("buffer-inout")) {
            Function sum = library.function("sum");
            assertEquals("sum", sum.name());
            assertEquals("unsigned int sum(const void *data, size_t size)", sum.prototype());
            assertEquals("The sum of all bytes.", sum.doc());
            assertTrue(library.functions().contains("copy"));
            assertEquals("buffer-inout", library.name());
        }
    }
}
