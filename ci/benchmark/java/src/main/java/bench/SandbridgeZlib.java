package bench;

import dev.sandbridge.Library;
import dev.sandbridge.Sandbridge;
import java.nio.file.Path;
import java.util.Arrays;

/** zlib through Sandbridge. */
final class SandbridgeZlib implements Zlib {

    private final Library lib;

    SandbridgeZlib(Path built) {
        lib = Sandbridge.load(built.resolve("zlib.wasm"));
    }

    @Override
    public long crc32(byte[] data) {
        return lib.function("crc32").callLong(0, data, data.length);
    }

    @Override
    public byte[] compress(byte[] data, int level) {
        byte[] output = new byte[(int) lib.function("compressBound").callLong(data.length)];
        int[] length = {output.length};
        int status =
                lib.function("compress2").callInt(output, length, data, data.length, level);
        if (status != 0) {
            throw new AssertionError("compress2 returned " + status);
        }
        return Arrays.copyOf(output, length[0]);
    }
}
