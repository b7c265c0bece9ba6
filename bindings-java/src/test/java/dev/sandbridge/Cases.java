package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sandbridge.error.SandbridgeException;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;

/** The conformance cases' modules, as libraries for the tests of what only Java has. */
final class Cases {

    private Cases() {}

    static Path path(String name) {
        return Path.of(System.getProperty("conformance"), "cases", name, "case.wasm");
    }

    /** The folder of a case. */
    static Path folder(String name) {
        return path(name).getParent();
    }

    static Library load(String name) {
        return Sandbridge.load(path(name));
    }

    /** Checks that it fails with that code and class, and that the message has the parts. */
    static <T extends SandbridgeException> T fails(
            Class<T> type, String code, Executable act, String... parts) {
        T error = assertThrows(type, act);
        assertEquals(code, error.code(), error.getMessage());
        for (String part : parts) {
            assertEquals(true, error.getMessage().contains(part), error.getMessage());
        }
        return error;
    }
}
