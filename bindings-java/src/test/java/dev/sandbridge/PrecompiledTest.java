package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sandbridge.error.DeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with machine code, which run unchecked, and so only where the user says so. */
final class PrecompiledTest {

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void precompile() throws IOException, InterruptedException {
        file = folder.resolve("case.native");
        Process command = new ProcessBuilder(
                        command().toString(),
                        "precompile",
                        Cases.path("buffer-inout").toString(),
                        "-o",
                        file.toString())
                .inheritIO()
                .start();
        assertEquals(0, command.waitFor());
    }

    /** The `sandbridge` command, which the tests' set-up builds. */
    private static Path command() {
        String target = System.getenv("CARGO_TARGET_DIR");
        return target != null
                ? Path.of(target, "release", "sandbridge")
                : Path.of(System.getProperty("user.home"),
                        ".cache/sandbridge/target/release/sandbridge");
    }

    @Test
    void machineCodeRunsWhereItIsTrusted() throws IOException {
        byte[] data = {1, 2, 3};
        Options trusting = new Options().trustPrecompiled(true);
        try (Library library = Sandbridge.load(file, trusting)) {
            assertEquals(6L, library.call("sum", data, data.length));
        }
        try (Library library = Sandbridge.load(Files.readAllBytes(file), trusting)) {
            assertEquals(6L, library.call("sum", data, data.length));
        }
    }

    @Test
    void machineCodeIsRefusedOtherwise() {
        Cases.fails(DeniedException.class, "SB0701", () -> Sandbridge.load(file), "machine code");
        Options distrusting = new Options().trustPrecompiled(true).trustPrecompiled(false);
        Cases.fails(DeniedException.class, "SB0701", () -> Sandbridge.load(file, distrusting));
    }
}
