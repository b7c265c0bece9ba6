package dev.sandbridge;

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
        return new Library(Native.load(Objects.requireNonNull(path), null, DEFAULTS));
    }

    /**
     * Loads the library in a file.
     *
     * @param path a {@code .wasm} file that describes itself
     * @param options what it may do
     * @return the library
     */
    public static Library load(String path, Options options) {
        return new Library(Native.load(Objects.requireNonNull(path), null, options.pairs()));
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
        return new Library(Native.load(null, Objects.requireNonNull(module), options.pairs()));
    }
}
