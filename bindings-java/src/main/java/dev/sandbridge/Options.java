package dev.sandbridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a library is loaded and what it may do. The default grants nothing: no files, clocks,
 * randomness, arguments or environment, and its output is discarded.
 *
 * <pre>{@code
 * Options options = new Options().memoryLimit(64 << 20).onBusy(Options.OnBusy.ERROR);
 * Library library = Sandbridge.load(path, options);
 * }</pre>
 */
public final class Options {

    /** What happens when a thread calls while another is inside. */
    public enum OnBusy {
        /** It waits for its turn. */
        WAIT,
        /** It gets an error with code {@code SB0603}. */
        ERROR
    }

    /** Where the library's standard output and error go. */
    public enum Stdio {
        /** Nowhere; the last lines of the standard error are kept for exceptions. */
        DISCARD,
        /** To those of the process. */
        INHERIT
    }

    /** What the library may do in a folder. */
    public enum Access {
        /** Read files and list folders. */
        READ_ONLY,
        /** Create, change and remove them too. */
        READ_WRITE
    }

    private final List<String> pairs = new ArrayList<>();

    /** The defaults. */
    public Options() {}

    /**
     * The name in messages, in place of the module's own.
     *
     * @param name the name
     * @return these options
     */
    public Options name(String name) {
        return with("name", name);
    }

    /**
     * Keeps compiled code in this folder, which must belong to the user alone, instead of the
     * user's cache folder.
     *
     * @param folder the folder
     * @return these options
     */
    public Options cache(Path folder) {
        return with("cache", folder.toAbsolutePath().toString());
    }

    /**
     * Keeps no compiled code: each load compiles.
     *
     * @return these options
     */
    public Options noCache() {
        return with("cache", "off");
    }

    /**
     * The most memory that the library may have.
     *
     * @param bytes the limit
     * @return these options
     */
    public Options memoryLimit(long bytes) {
        return with("memory_limit", Long.toUnsignedString(bytes));
    }

    /**
     * Whether out-of-bounds accesses are caught by signal handlers rather than by checks in the
     * code, which cost a tenth of the speed. On by default where the JVM's own faults can be kept
     * apart from the library's (Linux).
     *
     * @param isOn true to use handlers
     * @return these options
     */
    public Options signals(boolean isOn) {
        return with("signals", isOn);
    }

    /**
     * Lets imports that nobody provides trap when they are called, instead of refusing to load.
     *
     * @param isOn true to let them trap
     * @return these options
     */
    public Options trapUnknownImports(boolean isOn) {
        return with("trap_unknown_imports", isOn);
    }

    /**
     * What happens when a thread calls while another is inside.
     *
     * @param choice to wait, which is the default, or an error
     * @return these options
     */
    public Options onBusy(OnBusy choice) {
        return with("on_busy", choice == OnBusy.ERROR ? "error" : "wait");
    }

    /**
     * Where the library's output goes.
     *
     * @param choice nowhere, which is the default, or to the process's
     * @return these options
     */
    public Options stdio(Stdio choice) {
        return with("stdio", choice == Stdio.INHERIT ? "inherit" : "discard");
    }

    /**
     * Whether the library may read the clocks.
     *
     * @param isOn true to let it
     * @return these options
     */
    public Options clocks(boolean isOn) {
        return with("clocks", isOn);
    }

    /**
     * Whether the library may have randomness.
     *
     * @param isOn true to let it
     * @return these options
     */
    public Options randomness(boolean isOn) {
        return with("randomness", isOn);
    }

    /**
     * Lets the library use a folder and what is below it; it has no other files. No {@code ..},
     * absolute path or symbolic link leads out of it. May be called for several folders.
     *
     * <pre>{@code
     * Options options = new Options().folder("/data", folder, Options.Access.READ_WRITE);
     * }</pre>
     *
     * @param name how the library calls the folder: an absolute path with {@code /}
     * @param folder where it is, at the time of loading
     * @param access what the library may do there
     * @return these options
     */
    public Options folder(String name, Path folder, Access access) {
        with("folder", name);
        String kind = access == Access.READ_WRITE ? "read_write" : "read_only";
        return with(kind, folder.toAbsolutePath().toString());
    }

    /**
     * Program arguments that the library sees.
     *
     * @param args the arguments
     * @return these options
     */
    public Options args(String... args) {
        for (String arg : args) {
            with("arg", arg);
        }
        return this;
    }

    /**
     * An environment variable that the library sees.
     *
     * @param name its name
     * @param value its value
     * @return these options
     */
    public Options env(String name, String value) {
        return with("env", name + "=" + value);
    }

    /**
     * The library's interface as C declarations, for a module that carries none.
     *
     * @param declarations what a header would say, preprocessed
     * @return these options
     */
    public Options cdef(String declarations) {
        return with("cdef", declarations);
    }

    /**
     * Accepts a file that {@code sandbridge precompile} made. Its machine code runs unchecked: only
     * for files that you made yourself.
     *
     * @param isOn true to accept it
     * @return these options
     */
    public Options trustPrecompiled(boolean isOn) {
        return with("trust_precompiled", isOn);
    }

    /** Names and values in turn. */
    String[] pairs() {
        return pairs.toArray(new String[0]);
    }

    private Options with(String name, boolean isOn) {
        return with(name, isOn ? "true" : "false");
    }

    private Options with(String name, String value) {
        pairs.add(name);
        pairs.add(value);
        return this;
    }
}
