package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every conformance case: what each language must do, as data. */
final class ConformanceTest {

    private static final Path ROOT = Path.of(System.getProperty("conformance"));

    /** One container a case, one test a step, and one for the expected failures. */
    @TestFactory
    Stream<DynamicNode> cases() throws IOException {
        Map<String, String> expected = expectedFailures();
        Set<String> unknown = new HashSet<>(expected.keySet());
        List<DynamicNode> nodes = new ArrayList<>();
        try (Stream<Path> folders = Files.list(ROOT.resolve("cases")).sorted()) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                nodes.add(container(folder, expected, unknown));
            }
        }
        assertTrue(nodes.size() > 3, "there are cases in " + ROOT);
        nodes.add(DynamicTest.dynamicTest(
                "every expected failure names a step",
                () -> assertTrue(unknown.isEmpty(), () -> "no such steps: " + unknown)));
        return nodes.stream();
    }

    private static DynamicNode container(
            Path folder, Map<String, String> expected, Set<String> unknown) throws IOException {
        JsonObject file = JsonParser.parseString(Files.readString(folder.resolve("vectors.json")))
                .getAsJsonObject();
        ConformanceCase run = new ConformanceCase(folder, file.getAsJsonObject("options"));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonElement element : file.getAsJsonArray("steps")) {
            JsonObject step = element.getAsJsonObject();
            String name = folder.getFileName() + "/" + step.get("name").getAsString();
            unknown.remove(name);
            String reason = expected.get(name);
            tests.add(DynamicTest.dynamicTest(
                    name, () -> check(run, step, reason)));
        }
        return DynamicContainer.dynamicContainer(folder.getFileName().toString(), tests);
    }

    private static void check(ConformanceCase run, JsonObject step, String reason) {
        if (reason == null) {
            run.step(step);
            return;
        }
        try {
            run.step(step);
        } catch (Throwable failure) {
            return;
        }
        fail("it passes, although it was expected to fail: " + reason);
    }

    private static Map<String, String> expectedFailures() throws IOException {
        Map<String, String> failures = new HashMap<>();
        boolean isOurs = false;
        for (String line : Files.readAllLines(ROOT.resolve("expected-failures.toml"))) {
            if (line.startsWith("[")) {
                isOurs = line.strip().equals("[java]");
            } else if (isOurs && line.startsWith("\"")) {
                String[] parts = line.split("\"");
                failures.put(parts[1], parts[3]);
            }
        }
        return failures;
    }
}
