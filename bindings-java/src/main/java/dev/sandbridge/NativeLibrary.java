package dev.sandbridge;

import dev.sandbridge.error.LoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the native library: in the jar, from where it is copied once to a folder of the user's
 * that is named by its content, and loaded from there ever after.
 *
 * <p>It is on the way of every program's start: no regular expressions, lambdas or streams.
 */
final class NativeLibrary {

    private static final String FILE = System.mapLibraryName("sandbridge_java");
    private static final int OTHERS_MAY_WRITE = 0022;

    private NativeLibrary() {}

    static void load() {
        String platform = platform();
        String resource = "/native/" + platform + "/" + FILE;
        try {
            System.load(path(resource, platform).toString());
        } catch (IOException error) {
            LoadException failure = failure(
                    "the native library cannot be unpacked: " + error.getMessage(),
                    "set SANDBRIDGE_CACHE_DIR to a folder that you can write");
            failure.initCause(error);
            throw failure;
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String name = os.startsWith("mac") ? "macos" : os.startsWith("win") ? "windows" : os;
        return name + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    private static Path path(String resource, String platform) throws IOException {
        String hash = BuiltNative.HASH;
        Path folder = folder(hash);
        if (folder == null) {
            return unpackForThisProcess(resource, platform);
        }
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            unpack(resource, platform, folder, file);
        }
        return file;
    }

    /** A folder that nobody else can write, or null. */
    private static Path folder(String hash) {
        String base = System.getenv("SANDBRIDGE_CACHE_DIR");
        if (base == null) {
            String caches = System.getenv("XDG_CACHE_HOME");
            base = caches != null && !caches.isEmpty()
                    ? caches + "/sandbridge"
                    : System.getProperty("user.home") + "/.cache/sandbridge";
        }
        Path folder = Path.of(base, "native", hash);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
            return isPrivate(folder) && isPrivate(folder.getParent()) ? folder : null;
        } catch (IOException | UnsupportedOperationException unusable) {
            return null;
        }
    }

    private static boolean isPrivate(Path folder) throws IOException {
        int mode = (Integer) Files.getAttribute(folder, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return (mode & OTHERS_MAY_WRITE) == 0 && owner.equals(user());
    }

    private static Object user() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static void unpack(String resource, String platform, Path folder, Path file)
            throws IOException {
        Path part = Files.createTempFile(folder, FILE, ".part", ownerOnly("rw-------"));
        try {
            copy(resource, platform, part);
            // Another process may have been quicker; both files are the same.
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path unpackForThisProcess(String resource, String platform) throws IOException {
        Path file = Files.createTempFile("sandbridge", FILE, ownerOnly("rwx------"));
        file.toFile().deleteOnExit();
        copy(resource, platform, file);
        return file;
    }

    private static void copy(String resource, String platform, Path to) throws IOException {
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw failure(
                        "there is no native library for " + platform + " in the jar",
                        "use a jar that was built on this kind of machine");
            }
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** What {@link Native#fail} would make, where there is no native library to make it. */
    private static LoadException failure(String message, String help) {
        return new LoadException(
                "SB0101", message + " [SB0101]\n  help: " + help, help, null, null);
    }
}
