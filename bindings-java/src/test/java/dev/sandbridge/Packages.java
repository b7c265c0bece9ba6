package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Packages for tests: made by the command from a conformance case's module and its facts. */
final class Packages {

    private Packages() {}

    /** The jars and the pom of a case's library, as `name`. */
    static Path make(String of, String name, Path folder) throws Exception {
        Path given = Cases.folder(of);
        Path facts = given.resolve("case.facts.toml");
        Path described = folder.resolve(name + ".facts.toml");
        Files.writeString(described, (Files.exists(facts) ? Files.readString(facts) : "") + """

                [package]
                name = "%s-wasm"
                version = "1.2.3"
                description = "What <%s> does & more"
                license = "MIT"
                authors = ["A. Writer <a.writer@example.org>"]
                homepage = "https://example.org"
                group = "org.example.%s"
                """.formatted(name, name, name));
        Path module = folder.resolve(name + ".wasm");
        run("bind", given.resolve("case.wasm"), "--header", given.resolve("case.h"),
                "--facts", described, "--name", name, "-o", module, "--quiet");
        Path output = folder.resolve("dist");
        run("package", module, "--java", "-o", output, "--quiet");
        return output;
    }

    /** Runs the command, which must succeed. */
    static void run(Object... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(command().toString());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /** The command that cargo built, beside the native library. */
    private static Path command() {
        String target = System.getenv("CARGO_TARGET_DIR");
        Path folder = target != null
                ? Path.of(target)
                : Path.of(System.getProperty("user.home"), ".cache", "sandbridge", "target");
        return folder.resolve("release").resolve("sandbridge");
    }

    /** The files in an archive by their paths. */
    static Map<String, byte[]> content(Path archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    /** Unpacks an archive. */
    static Path unpack(Path archive, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : content(archive).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    /** Compiles all sources in a folder; warnings are errors. */
    static Path compile(Path sources, Path classes, Path... classPath) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "--release", "17", "-Xlint:all", "-Werror", "-encoding", "UTF-8",
                "-d", classes.toString(), "-cp", path(classPath)));
        try (var files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(args::add);
        }
        Files.createDirectories(classes);
        assertEquals("", tool("javac", args.toArray(new String[0])));
        return classes;
    }

    /** These and Sandbridge itself. */
    static String path(Path... more) {
        StringBuilder path = new StringBuilder(Path.of("target", "classes").toString());
        try {
            path = new StringBuilder(Path.of(
                    Library.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString());
        } catch (java.net.URISyntaxException error) {
            throw new AssertionError(error);
        }
        for (Path one : more) {
            path.append(java.io.File.pathSeparator).append(one);
        }
        return path.toString();
    }

    /** What a tool of the JDK says. */
    static String tool(String name, String... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintWriter writer = new PrintWriter(said, true, StandardCharsets.UTF_8);
        ToolProvider.findFirst(name).orElseThrow().run(writer, writer, args);
        writer.flush();
        return said.toString(StandardCharsets.UTF_8);
    }

    /** A text file among the tests' resources. */
    static String resource(String name) throws IOException {
        try (InputStream in = Packages.class.getResourceAsStream("/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
