package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages made from a library: what is in them, that both forms of a class are the same, their use. */
class PackageTest {

    private static final Map<String, String> CASES = Map.of(
            "buffers", "facts-buffers",
            "handles", "facts-handles",
            "callbacks", "facts-callbacks",
            "unions", "facts-unions",
            "arguments", "callback-arguments",
            "structs", "struct-by-value",
            "pointers", "struct-by-pointer",
            "nested", "struct-nested",
            "bits", "struct-bitfields",
            "enums", "enum-values");

    private static final String[] NAMES = CASES.keySet().stream().sorted().toArray(String[]::new);

    @TempDir
    static Path folder;

    private static Path output;

    @BeforeAll
    static void make() throws Exception {
        for (String name : NAMES) {
            output = Packages.make(CASES.get(name), name, folder);
        }
    }

    private static Path jar(String name, String suffix) {
        return output.resolve(name + "-wasm-1.2.3" + suffix);
    }

    @Test
    void nothing_platform_specific_is_in_it() throws Exception {
        Map<String, byte[]> files = Packages.content(jar("handles", ".jar"));
        TreeSet<String> kinds = new TreeSet<>();
        for (String path : files.keySet()) {
            kinds.add(path.substring(path.lastIndexOf('.') + 1));
        }
        assertEquals(
                new TreeSet<>(List.of("MF", "class", "properties", "wasm", "xml")), kinds);
        assertTrue(files.containsKey("org/example/handles/handles.wasm"));
        assertTrue(files.containsKey("META-INF/maven/org.example.handles/handles-wasm/pom.xml"));
    }

    @Test
    void the_same_library_gives_the_same_bytes() throws Exception {
        Path again = folder.resolve("again");
        Packages.run(
                "package", folder.resolve("handles.wasm"), "--java", "-o", again, "--quiet");
        try (var files = Files.list(again)) {
            for (Path file : files.toList()) {
                Path first = output.resolve(file.getFileName());
                assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(file));
            }
        }
    }

    @Test
    void its_sources_compile_without_a_warning_to_the_same_api() throws Exception {
        for (String name : NAMES) {
            Path sources = Packages.unpack(jar(name, "-sources.jar"), folder.resolve(name + "-src"));
            Path compiled = Packages.compile(sources, folder.resolve(name + "-javac"));
            Path packed = Packages.unpack(jar(name, ".jar"), folder.resolve(name + "-jar"));
            assertEquals(api(compiled), api(packed));
        }
    }

    @Test
    void its_javadoc_is_complete() throws Exception {
        for (String name : new String[] {"buffers", "callbacks", "handles", "nested", "unions"}) {
            Path sources = Packages.unpack(jar(name, "-sources.jar"), folder.resolve(name + "-doc"));
            List<String> args = new ArrayList<>(List.of(
                    "-quiet", "-Xdoclint:all", "-Werror", "-encoding", "UTF-8",
                    "-cp", Packages.path(), "-d", folder.resolve(name + "-html").toString()));
            try (var files = Files.walk(sources)) {
                files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(args::add);
            }
            assertEquals("", Packages.tool("javadoc", args.toArray(new String[0])));
        }
    }

    /** All classes with all their members, as `javap` shows them. */
    private static String api(Path classes) throws Exception {
        List<String> args = new ArrayList<>(List.of("-private", "-s", "-constants"));
        try (var files = Files.walk(classes)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".class"))
                    .sorted()
                    .forEach(args::add);
        }
        assertTrue(args.size() > 4);
        String text = Packages.tool("javap", args.toArray(new String[0]));
        StringBuilder sorted = new StringBuilder();
        for (String one : text.split("(?=Compiled from)")) {
            // The order of a record's methods is the compiler's own choice.
            List<String> members = new ArrayList<>();
            for (String member : one.replace("\n}\n", "").split("\n(?=  \\S)")) {
                members.add(member.strip());
            }
            members.subList(1, members.size()).sort(null);
            sorted.append(String.join("\n", members)).append('\n');
        }
        return sorted.toString();
    }

    @Test
    void a_program_that_uses_all_of_them() throws Exception {
        Path program = folder.resolve("program");
        Files.createDirectories(program);
        Files.writeString(
                program.resolve("UsesPackages.java"),
                Packages.resource("UsesPackages.java.txt"));
        Path[] jars = new Path[NAMES.length];
        URL[] path = new URL[NAMES.length + 1];
        for (int i = 0; i < jars.length; i++) {
            jars[i] = jar(NAMES[i], ".jar");
            path[i] = jars[i].toUri().toURL();
        }
        Path classes = Packages.compile(program, folder.resolve("program-classes"), jars);
        path[jars.length] = classes.toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(path, Library.class.getClassLoader())) {
            loader.loadClass("UsesPackages")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } catch (java.lang.reflect.InvocationTargetException failure) {
            throw new AssertionError(failure.getCause());
        }
    }

    @Test
    void its_second_load_comes_from_the_cache() throws Exception {
        Path cache = folder.resolve("cache");
        byte[] module = Packages.content(jar("handles", ".jar"))
                .get("org/example/handles/handles.wasm");
        for (int i = 0; i < 2; i++) {
            Sandbridge.load(module, new Options().cache(cache)).close();
            try (var files = Files.walk(cache)) {
                List<Path> entries = files.filter(Files::isRegularFile).toList();
                assertEquals(1, entries.size());
                // A second compilation would take the place of what is there now.
                Path entry = entries.get(0);
                if (i == 0) {
                    Files.setLastModifiedTime(entry, java.nio.file.attribute.FileTime.fromMillis(0));
                }
                assertEquals(0, Files.getLastModifiedTime(entry).toMillis());
            }
        }
    }

    @Test
    void the_pom_names_what_is_needed() throws Exception {
        String pom = Files.readString(jar("handles", ".pom"), StandardCharsets.UTF_8);
        for (String part : new String[] {
            "<groupId>org.example.handles</groupId>",
            "<artifactId>handles-wasm</artifactId>",
            "<version>1.2.3</version>",
            "<description>What &lt;handles&gt; does &amp; more</description>",
            "<groupId>dev.sandbridge</groupId>",
            "<email>a.writer@example.org</email>"
        }) {
            assertTrue(pom.contains(part), part + " in " + pom);
        }
    }
}
