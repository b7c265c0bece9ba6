package dev.sandbridge;

import dev.sandbridge.error.LoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Copies the native library out of the jar, where nobody else can change it. */
final class NativeUnpacking {

    private NativeUnpacking() {}

    /** Writes {@code file}, or a temporary one where its folder cannot be used. */
    static Path unpack(Path file) throws IOException {
        Path folder = file.getParent();
        if (!isUsable(folder)) {
            return unpackForThisProcess();
        }
        Path part = Files.createTempFile(
                folder, NativeLibrary.FILE, ".part", ownerOnly("rw-------"));
        try {
            copy(part);
            // Another process may have been quicker; both files are the same.
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    private static boolean isUsable(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
            return NativeLibrary.isPrivate(folder);
        } catch (IOException | UnsupportedOperationException unusable) {
            return false;
        }
    }

    private static Path unpackForThisProcess() throws IOException {
        Path file = Files.createTempFile(
                "sandbridge", NativeLibrary.FILE, ownerOnly("rwx------"));
        file.toFile().deleteOnExit();
        copy(file);
        return file;
    }

    private static void copy(Path to) throws IOException {
        String platform = NativeLibrary.platform();
        String resource = "/native/" + platform + "/" + NativeLibrary.FILE + ".gz";
        try (InputStream in = NativeUnpacking.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw failure(
                        "there is no native library for " + platform + " in the jar",
                        "use a jar that was built on this kind of machine");
            }
            Files.copy(new GZIPInputStream(in), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** The exception for a native library that cannot be unpacked or loaded. */
    static RuntimeException failed(Throwable obstacle) {
        if (obstacle instanceof LoadException) {
            return (LoadException) obstacle;
        }
        String message = obstacle.getMessage();
        LoadException failure;
        if (obstacle instanceof IOException) {
            failure = failure(
                    "the native library cannot be unpacked: " + message,
                    "set SANDBRIDGE_CACHE_DIR to a folder that you can write");
        } else if (obstacle instanceof IllegalCallerException) {
            Module module = NativeUnpacking.class.getModule();
            String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
            failure = failure(
                    "Java denies native access to Sandbridge: " + message,
                    "start it with --enable-native-access=" + name);
        } else {
            failure = failure(
                    "the native library cannot be loaded: " + message,
                    "remove that file, which is then unpacked again; where its folder must not hold "
                            + "native code, set SANDBRIDGE_CACHE_DIR to another");
        }
        failure.initCause(obstacle);
        return failure;
    }

    /** What {@link Native#fail} would make, where there is no native library to make it. */
    private static LoadException failure(String message, String help) {
        return new LoadException(
                "SB0101", message + " [SB0101]\n  help: " + help, help, null, null);
    }
}
