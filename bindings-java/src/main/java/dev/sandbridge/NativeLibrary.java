package dev.sandbridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the native library: in the jar, from where it is copied once to a folder of the user's
 * that is named by its content, and loaded from there ever after.
 *
 * <p>It is on the way of every program's start, where each class costs: no regular expressions,
 * lambdas or streams, and what is needed only once is in {@link NativeUnpacking}.
 */
final class NativeLibrary {

    private static final int OTHERS_MAY_WRITE = 0022;

    /** Its name as a file. */
    static final String FILE = System.mapLibraryName("sandbridge_java");

    /** Why it cannot be used; null where it can. */
    private static Throwable obstacle;

    private NativeLibrary() {}

    /** Runs once. The types that it catches are those that the JVM has loaded before. */
    static void load() {
        try {
            System.load(path().toString());
        } catch (IOException | RuntimeException | LinkageError failure) {
            obstacle = failure;
            throw NativeUnpacking.failed(failure);
        }
    }

    /**
     * What to throw where {@link Native} cannot be used, which the JVM reports in terms of its own:
     * a first time as a failed initialiser, ever after as a class that is not there.
     */
    static RuntimeException unusable(LinkageError reported) {
        if (obstacle == null) {
            throw reported;
        }
        return NativeUnpacking.failed(obstacle);
    }

    /** How the jar names this kind of machine. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String name = os.startsWith("mac") ? "macos" : os.startsWith("win") ? "windows" : os;
        return name + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    private static Path path() throws IOException {
        String named = System.getenv("SANDBRIDGE_CACHE_DIR");
        String caches = named != null ? null : System.getenv("XDG_CACHE_HOME");
        boolean isHome = named == null && (caches == null || caches.isEmpty());
        Path folder = isHome
                ? Path.of(System.getProperty("user.home"), ".cache", "sandbridge", "native")
                : Path.of(named != null ? named : caches + "/sandbridge", "native");
        Path file = folder.resolve(BuiltNative.HASH).resolve(FILE);
        // The account's own home needs no check; a folder that was named may be anyone's.
        boolean isThere = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (isHome || isPrivate(file.getParent()));
        return isThere ? file : NativeUnpacking.unpack(file);
    }

    /** Whether the user owns the folder and the one above, and nobody else can write them. */
    static boolean isPrivate(Path folder) throws IOException {
        Object user = Files.readAttributes(Path.of("/proc/self"), "unix:uid").get("uid");
        return isPrivate(folder, user) && isPrivate(folder.getParent(), user);
    }

    private static boolean isPrivate(Path folder, Object user) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(folder, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
        return ((Integer) attributes.get("mode") & OTHERS_MAY_WRITE) == 0
                && attributes.get("uid").equals(user);
    }
}
