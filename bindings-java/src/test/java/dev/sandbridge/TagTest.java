package dev.sandbridge;

import static dev.sandbridge.Cases.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sandbridge.error.TypeMismatchException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only Java has of unions with a tag: typed access, toString, views that stay. */
final class TagTest {

    @Test
    void toStringShowsTheLiveMember() {
        try (Library library = Cases.load("facts-unions")) {
            Struct quantity = library.record("quantity").create(Map.of("is", Map.of("count", 3)));
            assertEquals("quantity(kind=1, is=union {...}(count=3))", quantity.toString());
            quantity.set("kind", 0);
            assertEquals("quantity(kind=0, is=union {...}())", quantity.toString());
            Struct amount = library.record("amount").create(Map.of("count", 5L, "shelf", 4));
            assertEquals("amount(kind=-1, count=5, shelf=4)", amount.toString());
            assertEquals("amount(kind=7, shelf=0)", library.record("amount").create(7).toString());
        }
    }

    @Test
    void typedAccessAsksTheTag() {
        try (Library library = Cases.load("facts-unions")) {
            Struct amount = library.record("amount").create(-1, 5L);
            MemberHandle count = library.record("amount").member("count");
            assertEquals(5, count.getLong(amount));
            amount.set("place", List.of(1, 2));
            fails(TypeMismatchException.class, "SB0312", () -> count.getLong(amount));
            fails(TypeMismatchException.class, "SB0312", () -> amount.getInt("count"));
            count.setLong(amount, 6);
            assertEquals(-1, amount.getInt("kind"));
            assertEquals(6, amount.getLong("count"));
            fails(TypeMismatchException.class, "SB0312", () -> amount.get("place"));
        }
    }

    @Test
    void viewsFollowTheTag() {
        try (Library library = Cases.load("facts-unions")) {
            Struct quantity = library.record("quantity").create(1, List.of(3));
            Struct union = (Struct) quantity.get("is");
            assertEquals(3, union.getInt("count"));
            union.set("weight", 0.5);
            assertEquals(2, quantity.getInt("kind"));
            quantity.set("kind", 1);
            fails(TypeMismatchException.class, "SB0312", () -> union.getDouble("weight"));
            Struct own = union.type().create(Map.of("weight", 1.0));
            assertEquals(0, own.getInt("count"));
            quantity.set("is", own);
            assertEquals(1, quantity.getInt("kind"));
            byte[] before = quantity.toBytes();
            Map<String, Object> both = Map.of("weight", 2.0, "count", 1);
            fails(TypeMismatchException.class, "SB0312", () -> quantity.set("is", both));
            assertArrayEquals(before, quantity.toBytes());
        }
    }
}
