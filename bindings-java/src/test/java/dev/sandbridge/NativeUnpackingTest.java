package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.LoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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
    void aDamagedFileIsOneClearErrorEachTime() throws Exception {
        Path file = temporary.resolve("native").resolve(BuiltNative.HASH).resolve(NativeLibrary.FILE);
        Files.createDirectories(
                file.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(file, "no library");
        String said = loadTwice(List.of());
        assertEquals(2, said.split("LoadException SB0101 the native library cannot be loaded", -1).length - 1, said);
        assertTrue(said.contains("remove that file"), said);
    }

    @Test
    void deniedNativeAccessNamesTheFlag() throws Exception {
        RuntimeException failure = NativeUnpacking.failed(new IllegalCallerException("denied"));
        assertEquals("start it with --enable-native-access=ALL-UNNAMED", ((LoadException) failure).help());
        if (Runtime.version().feature() >= 24) {
            String said = loadTwice(List.of("--illegal-native-access=deny"));
            assertEquals(2, said.split("LoadException SB0101 Java denies native access", -1).length - 1, said);
        }
    }

    /** What a JVM of its own says that loads a library twice, with this cache. */
    private String loadTwice(List<String> flags) throws Exception {
        Path program = temporary.resolve("LoadsTwice.java");
        Files.writeString(program, """
                import dev.sandbridge.Sandbridge;
                import dev.sandbridge.error.SandbridgeException;

                class LoadsTwice {
                    public static void main(String[] args) {
                        for (int i = 0; i < 2; i++) {
                            try {
                                Sandbridge.load(args[0]).close();
                                System.out.println("loaded");
                            } catch (SandbridgeException failure) {
                                System.out.println(failure.getClass().getSimpleName() + " "
                                        + failure.code() + " " + failure.getMessage());
                            }
                        }
                    }
                }
                """);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of(
                "-cp", Packages.path(), program.toString(),
                Cases.folder("enum-values").resolve("case.wasm").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SANDBRIDGE_CACHE_DIR", temporary.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
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
