package dev.sandbridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Loads C libraries that were compiled to WebAssembly with {@code sandbridge build}.
 *
 * <pre>{@code
 * try (Library library = Sandbridge.load(path)) {
 *     long sum = (Long) library.call("sum", data, data.length);
 * }
 * }</pre>
 */
public final class Sandbridge {

    private static final String[] DEFAULTS = {};

    private Sandbridge() {}

    /**
     * Loads the library in a file.
     *
     * @param path a {@code .wasm} file that describes itself
     * @return the library
     */
    public static Library load(Path path) {
        return load(path.toString());
    }

    /**
     * Loads the library in a file.
     *
     * @param path a {@code .wasm} file that describes itself
     * @param options what it may do
     * @return the library
     */
    public static Library load(Path path, Options options) {
        return load(path.toString(), options);
    }

    /**
     * Loads the library in a file.
     *
     * @param path a {@code .wasm} file that describes itself
     * @return the library
     */
    public static Library load(String path) {
        return load(Objects.requireNonNull(path), null, DEFAULTS);
    }

    /**
     * Loads the library in a file.
     *
     * @param path a {@code .wasm} file that describes itself
     * @param options what it may do
     * @return the library
     */
    public static Library load(String path, Options options) {
        return load(Objects.requireNonNull(path), null, options.pairs());
    }

    /**
     * Loads the library in a resource, as packages made from a library do.
     *
     * @param owner the class beside which the resource is
     * @param resource its name
     * @param options what it may do
     * @return the library
     */
    public static Library load(Class<?> owner, String resource, Options options) {
        try (InputStream module = owner.getResourceAsStream(resource)) {
            if (module == null) {
                throw Errors.of(
                        "SB0101",
                        "there is no resource `" + resource + "` beside " + owner.getName(),
                        "the jar that has the class carries it: is the class from another?");
            }
            return load(module.readAllBytes(), options);
        } catch (IOException error) {
            String message = "the resource `" + resource + "` cannot be read: " + error.getMessage();
            throw Errors.of("SB0101", message, null);
        }
    }

    /**
     * Loads the library in these bytes.
     *
     * @param module the content of a {@code .wasm} file that describes itself
     * @return the library
     */
    public static Library load(byte[] module) {
        return load(module, new Options());
    }

    /**
     * Loads the library in these bytes.
     *
     * @param module the content of a {@code .wasm} file that describes itself
     * @param options what it may do
     * @return the library
     */
    public static Library load(byte[] module, Options options) {
        return load(null, Objects.requireNonNull(module), options.pairs());
    }

    private static Library load(String path, byte[] module, String[] options) {
        long owner;
        try {
            owner = Native.load(path, module, options);
        } catch (LinkageError failure) {
            throw NativeLibrary.unusable(failure);
        }
        return new Library(owner);
    }
}
