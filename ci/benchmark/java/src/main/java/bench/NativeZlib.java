package bench;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.NativeLongByReference;
import java.nio.file.Path;
import java.util.Arrays;

/** zlib compiled by gcc -O2 from the same source, called through JNA's direct mapping. */
final class NativeZlib implements Zlib {

    NativeZlib(Path built) {
        Native.register(NativeZlib.class, built.resolve("libzlib.so").toString());
    }

    private static native NativeLong crc32(NativeLong crc, byte[] data, int length);

    private static native NativeLong compressBound(NativeLong length);

    private static native int compress2(
            byte[] output,
            NativeLongByReference outputLength,
            byte[] data,
            NativeLong length,
            int level);

    @Override
    public String name() {
        return "gcc -O2";
    }

    @Override
    public long crc32(byte[] data) {
        return crc32(new NativeLong(0), data, data.length).longValue();
    }

    @Override
    public byte[] compress(byte[] data, int level) {
        NativeLong length = new NativeLong(data.length);
        byte[] output = new byte[compressBound(length).intValue()];
        NativeLongByReference used = new NativeLongByReference(new NativeLong(output.length));
        int status = compress2(output, used, data, length, level);
        if (status != 0) {
            throw new AssertionError("compress2 returned " + status);
        }
        return Arrays.copyOf(output, used.getValue().intValue());
    }
}
