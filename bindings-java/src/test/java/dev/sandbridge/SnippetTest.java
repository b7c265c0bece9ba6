package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs what the documentation shows, and checks that it shows nothing else. */
final class SnippetTest {

    private static final Path BUFFERS = Cases.path("buffer-inout");
    private static final Path VECTORS = Cases.path("struct-by-pointer");

    interface Sums {
        long sum(byte[] data, long size);
    }

    @Test
    void loading() {
        byte[] data = {1, 2, 3};
        Path path = BUFFERS;
        try (Library library = Sandbridge.load(path)) {
            long sum = (Long) library.call("sum", data, data.length);
            assertEquals(6, sum);
        }
        Options options = new Options().memoryLimit(64 << 20).onBusy(Options.OnBusy.ERROR);
        Library library = Sandbridge.load(path, options);
        library.close();
    }

    @Test
    void functions() {
        byte[] data = {1, 2, 3};
        try (Library library = Sandbridge.load(BUFFERS)) {
            Function sum = library.function("sum");
            int result = sum.callInt(data, data.length);
            assertEquals(6, result);
            Sums sums = library.as(Sums.class);
            assertEquals(6, sums.sum(data, data.length));
        }
    }

    @Test
    void records() {
        try (Library library = Sandbridge.load(VECTORS)) {
            RecordType vec3 = library.record("vec3");
            Struct a = vec3.create(1.0, 2.0, 3.0);
            Struct b = vec3.create(Map.of("y", 2.0));
            library.call("vec3_scale", a, 2.0);
            assertEquals(2.0, a.getDouble("x"));
            assertEquals(2.0, b.getDouble("y"));
            MemberHandle x = vec3.member("x");
            double value = x.getDouble(a);
            assertEquals(2.0, value);
            Struct body = library.record("body").create();
            ArrayView trail = (ArrayView) body.get("trail");
            trail.set(0, Map.of("x", 1.0));
            assertEquals(1.0, ((Struct) trail.get(0)).getDouble("x"));
            try (Pointer v = library.alloc("vec3")) {
                v.set("x", 5.0);
                double square = (Double) library.call("vec3_square", v);
                assertEquals(25.0, square);
            }
        }
    }

    @Test
    void functionsInBothDirections() throws IOException {
        try (InputStream module = SnippetTest.class.getResourceAsStream("/callback.wasm");
                Library library = Sandbridge.load(module.readAllBytes())) {
            IntBinaryOperator times = (x, y) -> x * y;
            int product = library.function("apply").callInt(times, 6, 7);
            assertEquals(42, product);
            try (Callback kept = library.callback("binary", times)) {
                library.call("keep", kept);
                product = (Integer) library.call("kept", 2, 3);
            }
            assertEquals(6, product);
            FunctionPointer plus = (FunctionPointer) library.call("operation", "plus");
            int sum = (Integer) plus.call(2, 3);
            assertEquals(5, sum);
            library.call("apply", plus, 2, 3);
            byte[] out = new byte[64];
            library.call("format", out, 64, "%d %s %.1f %u",
                    5, "text", 1.5, library.typed("unsigned", 7));
            assertEquals("5 text 1.5 7", new String(out, StandardCharsets.UTF_8).trim());
            BigInteger next = (BigInteger) library.call("next", BigInteger.ONE.shiftLeft(100));
            assertEquals(BigInteger.ONE.shiftLeft(100).add(BigInteger.ONE), next);
            LongDouble half = (LongDouble)
                    library.call("half", LongDouble.valueOf(BigInteger.TEN.pow(18)));
            assertEquals(5e17, half.doubleValue());
            Complex conjugate = (Complex) library.call("conjugate", new Complex(1, 2));
            assertEquals(new Complex(1, -2), conjugate);
        }
    }

    @Test
    void facts() {
        try (Library library = Cases.load("facts-handles")) {
            try (Handle shelf = (Handle) library.call("shelfOpen", "kitchen")) {
                Handle box = (Handle) shelf.call("add", 3);
                box.call("put", 1);
                assertEquals(1, box.call("sum"));
            }
        }
        try (Library library = Cases.load("facts-buffers")) {
            Results divided = (Results) library.call("divide", 17, 5);
            int remainder = (Integer) divided.get("remainder");
            assertEquals(2, remainder);
        }
    }

    @Test
    void folders() {
        Path folder = BUFFERS.getParent();
        Options options = new Options().folder("/data", folder, Options.Access.READ_WRITE);
        Sandbridge.load(BUFFERS, options).close();
    }

    @Test
    void theDocumentationShowsWhatRunsHere() throws IOException {
        List<String> here = lines(Files.readString(
                Path.of("src/test/java/dev/sandbridge/SnippetTest.java")));
        List<String> shown = new ArrayList<>();
        shown.addAll(blocks(Path.of("README.md"), "```java\\n(.*?)```"));
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                shown.addAll(blocks(source, "<pre>\\{@code\\n(.*?)\\n *\\* \\}</pre>"));
            }
        }
        assertTrue(shown.size() > 20, () -> "only " + shown);
        shown.removeAll(here);
        assertEquals(List.of(), shown);
    }

    private static List<String> blocks(Path file, String pattern) throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher block = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(file));
        while (block.find()) {
            lines.addAll(lines(block.group(1)));
        }
        return lines;
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            String code = line.strip().replaceFirst("^\\* ?", "").strip();
            if (!code.isEmpty()) {
                lines.add(code);
            }
        }
        return lines;
    }
}
