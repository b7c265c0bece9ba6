package dev.sandbridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether code may be loaded from a folder. It is asked at every program's start where the folder
 * was named, so it is apart from {@link NativeUnpacking}, whose classes cost a millisecond.
 */
final class PrivateFolder {

    private static final int OTHERS_MAY_WRITE = 0022;

    private PrivateFolder() {}

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
