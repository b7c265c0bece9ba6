package bench;

import java.nio.file.Path;

/**
 * Loading zlib and its first call, in a fresh process: {@code Load <row> <folder>}. Prints the
 * nanoseconds from the start of main to after the call.
 */
public final class Load {

    private static final long CRC_OF_ABC = 0x352441C2L;

    private Load() {}

    /** Measures the row that the command line names. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        Path built = Path.of(args[1]).toAbsolutePath();
        Zlib zlib =
                args[0].equals("sandbridge") ? new SandbridgeZlib(built, false) : new NativeZlib(built);
        long crc = zlib.crc32(new byte[] {'a', 'b', 'c'});
        long elapsed = System.nanoTime() - start;
        if (crc != CRC_OF_ABC) {
            throw new AssertionError("crc32 is " + crc);
        }
        System.out.println(elapsed);
    }
}
