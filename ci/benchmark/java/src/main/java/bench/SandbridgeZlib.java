package bench;

import dev.sandbridge.Library;
import dev.sandbridge.Sandbridge;
import java.nio.file.Path;
import java.util.Arrays;

/** zlib through Sandbridge, with its facts or as C's programmers write it. */
final class SandbridgeZlib implements Zlib {

    private final Library lib;
    private final boolean isInC;

    SandbridgeZlib(Path built, boolean isInC) {
        lib = Sandbridge.load(built.resolve("zlib.wasm"));
        this.isInC = isInC;
    }

    @Override
    public String name() {
        return isInC ? "sandbridge, C layer" : "sandbridge";
    }

    @Override
    public long crc32(byte[] data) {
        if (isInC) {
            return lib.c().function("crc32").callLong(0, data, data.length);
        }
        return (long) lib.call("crc32", 0, data);
    }

    @Override
    public byte[] compress(byte[] data, int level) {
        if (!isInC) {
            return (byte[]) lib.call("compress2", data, level);
        }
        byte[] output = new byte[(int) lib.c().function("compressBound").callLong(data.length)];
        int[] length = {output.length};
        int status =
                lib.c().function("compress2").callInt(output, length, data, data.length, level);
        if (status != 0) {
            throw new AssertionError("compress2 returned " + status);
        }
        return Arrays.copyOf(output, length[0]);
    }
}
