import dev.sandbridge.Function;
import dev.sandbridge.Library;
import dev.sandbridge.Pointer;
import dev.sandbridge.Sandbridge;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * zlib through Sandbridge: {@code Main zlib.wasm FILE}.
 *
 * <p>Compresses and restores the file at once (compress2, uncompress) and in chunks (deflate,
 * inflate on a z_stream), checks every result against Java's own zlib in both directions, and says
 * how fast each was and where the time went.
 */
public final class Main {

    private static final int LEVEL = 6;
    private static final int CHUNK = 64 * 1024;

    private final Library lib;
    private final Clock clock;

    private Main(Library lib, Clock clock) {
        this.lib = lib;
        this.clock = clock;
    }

    /** Runs the whole example. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: Main zlib.wasm FILE");
        }
        Path file = Path.of(args[1]);
        byte[] data = Files.readAllBytes(file);
        Clock clock = new Clock();
        try (Library lib =
                clock.timed("load the module", () -> Sandbridge.load(Path.of(args[0])))) {
            System.out.printf(
                    Locale.ROOT,
                    "zlib %s in Java, %s: %,d bytes%n",
                    lib.call("zlibVersion"),
                    file.getFileName(),
                    data.length);
            new Main(lib, clock).run(data);
        }
        clock.print();
    }

    /** Every operation, each beside Java's own, and the checks. */
    private void run(byte[] data) throws Exception {
        byte[] packed = clock.timed("compress2", () -> compress(data));
        byte[] restored = clock.timed("uncompress", () -> uncompress(packed, data.length));
        byte[] streamed = clock.timed("deflate in chunks", () -> deflate(data));
        byte[] unstreamed = clock.timed("inflate in chunks", () -> inflate(streamed));

        byte[] own = clock.timed("Java's Deflater", () -> ownDeflate(data));
        clock.timed("Java's Inflater", () -> ownInflate(packed, data.length));

        mustEqual("uncompress(compress2(file))", restored, data);
        mustEqual("inflate(deflate(file))", unstreamed, data);
        mustEqual("Java's zlib reads compress2's output", ownInflate(packed, data.length), data);
        mustEqual("Java's zlib reads deflate's output", ownInflate(streamed, data.length), data);
        mustEqual("uncompress reads Java's output", uncompress(own, data.length), data);
        mustEqual("inflate reads Java's output", new Main(lib, new Clock()).inflate(own), data);
        CRC32 crc = new CRC32();
        crc.update(data);
        if (lib.function("crc32").callLong(0, data, data.length) != crc.getValue()) {
            throw new AssertionError("FAILED: the checksums");
        }
        System.out.println("checked: the checksums");
        System.out.printf(
                Locale.ROOT,
                "compress2 %,d bytes, deflate %,d, Java's %,d%n%n",
                packed.length,
                streamed.length,
                own.length);
        clock.compare("compress2", "Java's Deflater", data.length);
        clock.compare("deflate in chunks", "Java's Deflater", data.length);
        clock.compare("uncompress", "Java's Inflater", data.length);
        clock.compare("inflate in chunks", "Java's Inflater", data.length);
        System.out.println();
    }

    /** The whole file at once. */
    private byte[] compress(byte[] data) {
        byte[] output = new byte[(int) lib.function("compressBound").callLong(data.length)];
        int[] length = {output.length};
        mustBeOk(lib.function("compress2").callInt(output, length, data, data.length, LEVEL));
        return Arrays.copyOf(output, length[0]);
    }

    /** The reverse, its size known. */
    private byte[] uncompress(byte[] packed, int size) {
        byte[] output = new byte[size];
        int[] length = {size};
        mustBeOk(lib.function("uncompress").callInt(output, length, packed, packed.length));
        return Arrays.copyOf(output, length[0]);
    }

    /** Compresses through a z_stream, never more than a chunk in the library. */
    private byte[] deflate(byte[] data) {
        try (Pointer stream = lib.alloc("z_stream")) {
            Object version = lib.constant("ZLIB_VERSION");
            int size = lib.record("z_stream").size();
            mustBeOk(lib.function("deflateInit_").callInt(stream, LEVEL, version, size));
            byte[] packed = pump(stream, lib.function("deflate"), data);
            lib.call("deflateEnd", stream);
            return packed;
        }
    }

    /** Restores through a z_stream. */
    private byte[] inflate(byte[] packed) {
        try (Pointer stream = lib.alloc("z_stream")) {
            Object version = lib.constant("ZLIB_VERSION");
            int size = lib.record("z_stream").size();
            mustBeOk(lib.function("inflateInit_").callInt(stream, version, size));
            byte[] data = pump(stream, lib.function("inflate"), packed);
            lib.call("inflateEnd", stream);
            return data;
        }
    }

    /** Feeds the data to a function chunk by chunk and collects what it writes. */
    private byte[] pump(Pointer stream, Function step, byte[] data) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int status = 0;
        try (Pointer source = lib.allocArray("Bytef", CHUNK);
                Pointer target = lib.allocArray("Bytef", CHUNK)) {
            for (int start = 0; start < data.length; start += CHUNK) {
                byte[] chunk =
                        Arrays.copyOfRange(data, start, Math.min(start + CHUNK, data.length));
                clock.timed("  copy chunks in", () -> source.write(chunk));
                stream.set("next_in", source).set("avail_in", chunk.length).set("avail_out", 0);
                String flush = start + CHUNK >= data.length ? "Z_FINISH" : "Z_NO_FLUSH";
                int mode = lib.intConstant(flush);
                while (left(stream) == 0 && status != lib.intConstant("Z_STREAM_END")) {
                    stream.set("next_out", target).set("avail_out", CHUNK);
                    status = clock.timed("  run C on chunks", () -> step.callInt(stream, mode));
                    if (status < 0 && status != lib.intConstant("Z_BUF_ERROR")) {
                        mustBeOk(status);
                    }
                    int size = CHUNK - left(stream);
                    result.writeBytes(
                            clock.timed("  copy chunks out", () -> target.read(size)));
                }
            }
        }
        if (status != lib.intConstant("Z_STREAM_END")) {
            throw new AssertionError("the stream ended with status " + status);
        }
        return result.toByteArray();
    }

    /** The room left in the chunk that the stream writes to. */
    private static int left(Pointer stream) {
        return ((Number) stream.get("avail_out")).intValue();
    }

    /** Ends the program with zlib's own words for a failure. */
    private void mustBeOk(int status) {
        if (status != lib.intConstant("Z_OK")) {
            throw new AssertionError("zlib failed with " + status + ": " + lib.call("zError", status));
        }
    }

    private static void mustEqual(String what, byte[] got, byte[] expected) {
        if (!Arrays.equals(got, expected)) {
            throw new AssertionError("FAILED: " + what);
        }
        System.out.println("checked: " + what);
    }

    private static byte[] ownDeflate(byte[] data) {
        Deflater deflater = new Deflater(LEVEL);
        deflater.setInput(data);
        deflater.finish();
        byte[] output = new byte[data.length + data.length / 1000 + 64];
        int size = deflater.deflate(output);
        deflater.end();
        return Arrays.copyOf(output, size);
    }

    private static byte[] ownInflate(byte[] packed, int size) throws DataFormatException {
        Inflater inflater = new Inflater();
        inflater.setInput(packed);
        byte[] output = new byte[size];
        int used = inflater.inflate(output);
        inflater.end();
        return Arrays.copyOf(output, used);
    }
}
