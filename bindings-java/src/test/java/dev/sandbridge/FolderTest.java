package dev.sandbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.Options.Access;
import dev.sandbridge.error.DeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that a library is granted. */
final class FolderTest {

    private static final int READ_ONLY_FILE_SYSTEM = 69;
    private static final int NOT_CAPABLE = 76;

    @TempDir
    private Path folder;

    @Test
    void aGrantedFolderIsReadAndWritten() throws IOException {
        try (Library library = load("/data", folder, Access.READ_WRITE)) {
            assertEquals(0, library.call("write_text", "/data/a.txt", "from C"));
            assertEquals("from C", Files.readString(folder.resolve("a.txt")));
            Files.writeString(folder.resolve("b.txt"), "from Java");
            byte[] buffer = new byte[100];
            int length = (int) library.call("read_text", "/data/b.txt", buffer, buffer.length);
            assertEquals("from Java", new String(buffer, 0, length, UTF_8));
            assertEquals(2, library.call("count_names", "/data"));
            assertEquals(0, library.call("remove_file", "/data/a.txt"));
            assertFalse(Files.exists(folder.resolve("a.txt")));
        }
    }

    @Test
    void nothingElseIsReached() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("link"), secret);
        String[] ways = {"/data/../secret", "/data/link", "/etc/passwd", secret.toString()};
        try (Library library = load("/data", data, Access.READ_WRITE)) {
            for (String way : ways) {
                assertTrue((int) library.call("read_text", way, new byte[8], 8) < 0, way);
                assertNotEquals(0, library.call("write_text", way, "changed"), way);
            }
        }
        assertEquals("secret", Files.readString(secret));
    }

    @Test
    void aFolderCanBeReadOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "kept");
        try (Library library = load("/data", folder, Access.READ_ONLY)) {
            assertEquals(1, library.call("count_names", "/data"));
            assertEquals(READ_ONLY_FILE_SYSTEM, library.call("write_text", "/data/a", "changed"));
            assertEquals(READ_ONLY_FILE_SYSTEM, library.call("remove_file", "/data/a"));
        }
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void severalFoldersHaveTheirOwnAccess() {
        Options options = new Options()
                .folder("/read", folder, Access.READ_ONLY)
                .folder("/write", folder, Access.READ_WRITE);
        try (Library library = Sandbridge.load(Cases.path("capability-folder"), options)) {
            assertEquals(READ_ONLY_FILE_SYSTEM, library.call("write_text", "/read/a", "text"));
            assertEquals(0, library.call("write_text", "/write/a", "text"));
            assertEquals(4, library.call("read_text", "/read/a", new byte[8], 8));
        }
    }

    @Test
    void withoutFoldersThereAreNoFiles() {
        try (Library library = Cases.load("capability-folder")) {
            assertEquals(NOT_CAPABLE, library.call("write_text", "/data/a", "text"));
        }
    }

    @Test
    void whatCannotBeGrantedIsTold() {
        Path missing = folder.resolve("missing");
        Cases.fails(
                DeniedException.class,
                "SB0701",
                () -> load("/data", missing, Access.READ_ONLY),
                "cannot grant " + missing + " as `/data`");
        Cases.fails(
                DeniedException.class,
                "SB0701",
                () -> load("data", folder, Access.READ_ONLY),
                "does not begin with `/`");
    }

    private static Library load(String name, Path folder, Access access) {
        Options options = new Options().folder(name, folder, access);
        return Sandbridge.load(Cases.path("capability-folder"), options);
    }
}
