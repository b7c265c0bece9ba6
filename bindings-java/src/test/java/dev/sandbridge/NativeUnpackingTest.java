package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library is copied to, and where it is not. */
final class NativeUnpackingTest {

    @TempDir
    Path temporary;

    @Test
    void unpacksOnceAndAtomically() throws IOException {
        Path file = temporary.resolve("native/hash").resolve(NativeLibrary.FILE);
        assertEquals(file, NativeUnpacking.unpack(file));
        byte[] content = Files.readAllBytes(file);
        assertTrue(content.length > 1 << 20);
        assertEquals(file, NativeUnpacking.unpack(file), "a second process may do the same");
        assertArrayEquals(content, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count(), "nothing is left over");
        }
        assertTrue(NativeLibrary.isPrivate(file.getParent()));
    }

    @Test
    void foldersOfOthersAreNotUsed() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("native/hash"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertFalse(NativeLibrary.isPrivate(folder));
        Path file = folder.resolve(NativeLibrary.FILE);
        Path used = NativeUnpacking.unpack(file);
        assertFalse(used.startsWith(temporary));
        assertFalse(Files.exists(file));
        Files.delete(used);
    }
}
