import dev.sandbridge.Options;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import org.example.zlib.Deflater;
import org.example.zlib.DeflaterDeflateResult;
import org.example.zlib.Inflater;
import org.example.zlib.InflaterInflateResult;
import org.example.zlib.Zlib;
import org.example.zlib.ZlibException;

/**
 * zlib through its package: {@code Main FILE FOLDER}.
 *
 * <p>Compresses and restores the file at once and as a stream from file to file, checks every result
 * against Java's own zlib in both directions, and says how fast each was.
 */
public final class Main {

    private static final int LEVEL = 6;
    private static final int CHUNK = 64 * 1024;
    /** What a library may use that never has more than a chunk of a file. */
    private static final long LITTLE = 3 << 20;

    private final Zlib zlib;
    private final Clock clock;

    private Main(Zlib zlib, Clock clock) {
        this.zlib = zlib;
        this.clock = clock;
    }

    /** Runs the whole example. */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            throw new IllegalArgumentException("usage: Main FILE FOLDER");
        }
        Path file = Path.of(args[0]);
        Path folder = Files.createDirectories(Path.of(args[1]));
        byte[] data = Files.readAllBytes(file);
        Clock clock = new Clock();
        try (Zlib zlib = clock.timed("load the library", () -> Zlib.load())) {
            System.out.printf(
                    Locale.ROOT,
                    "zlib %s in Java, %s: %,d bytes%n",
                    zlib.zlibVersion(),
                    file.getFileName(),
                    data.length);
            Main main = new Main(zlib, clock);
            main.atOnce(data);
            main.asStream(file, data, folder);
            main.broken(data);
        }
        clock.print();
    }

    /** The whole file in one call. */
    private void atOnce(byte[] data) throws Exception {
        byte[] packed = clock.timed("compress2", () -> zlib.compress2(data, LEVEL));
        byte[] restored = clock.timed("uncompress", () -> zlib.uncompress(data.length, packed));
        byte[] own = clock.timed("Java's Deflater", () -> ownDeflate(data));
        clock.timed("Java's Inflater", () -> ownInflate(packed, data.length));

        mustEqual("uncompress(compress2(file))", restored, data);
        mustEqual("Java's zlib reads compress2's output", ownInflate(packed, data.length), data);
        mustEqual("uncompress reads Java's output", zlib.uncompress(data.length, own), data);
        CRC32 crc = new CRC32();
        crc.update(data);
        must("crc32", zlib.crc32(0, data) == crc.getValue());
        Adler32 adler = new Adler32();
        adler.update(data);
        must("adler32", zlib.adler32(1, data) == adler.getValue());
        System.out.printf(
                Locale.ROOT, "compress2 %,d bytes, Java's %,d%n%n", packed.length, own.length);
        clock.compare("compress2", "Java's Deflater", data.length);
        clock.compare("uncompress", "Java's Inflater", data.length);
        System.out.println();
    }

    /** From file to file, in a library that has no room for a whole one. */
    private void asStream(Path file, byte[] data, Path folder) throws Exception {
        Path packed = folder.resolve("packed.zlib");
        Path restored = folder.resolve("restored");
        try (Zlib little = Zlib.load(new Options().memoryLimit(LITTLE))) {
            Main main = new Main(little, clock);
            clock.timed("deflate in chunks", () -> {
                main.deflate(file, packed);
                return null;
            });
            clock.timed("inflate in chunks", () -> {
                main.inflate(packed, restored);
                return null;
            });
        }
        mustEqual("inflate(deflate(file))", Files.readAllBytes(restored), data);
        byte[] streamed = Files.readAllBytes(packed);
        mustEqual("Java's zlib reads deflate's output", ownInflate(streamed, data.length), data);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        inflate(new ByteArrayInputStream(ownDeflate(data)), back);
        mustEqual("inflate reads Java's output", back.toByteArray(), data);
        clock.compare("deflate in chunks", "Java's Deflater", data.length);
        clock.compare("inflate in chunks", "Java's Inflater", data.length);
        System.out.println();
    }

    private void deflate(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to);
                Deflater stream = zlib.deflater(LEVEL)) {
            boolean isFinished = false;
            while (!isFinished) {
                byte[] chunk = in.readNBytes(CHUNK);
                int flush = chunk.length < CHUNK ? Zlib.FINISH : Zlib.NO_FLUSH;
                int written;
                do {
                    DeflaterDeflateResult step = stream.deflate(chunk, flush);
                    out.write(step.output());
                    written = step.output().length;
                    chunk = rest(chunk, step.remaining());
                    isFinished = step.finished();
                } while (!isFinished && (chunk.length > 0 || written == CHUNK));
            }
        }
    }

    private void inflate(Path from, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            inflate(in, out);
        }
    }

    private void inflate(InputStream in, OutputStream out) throws IOException {
        try (Inflater stream = zlib.inflater()) {
            boolean isFinished = false;
            while (!isFinished) {
                byte[] chunk = in.readNBytes(CHUNK);
                if (chunk.length == 0) {
                    throw new IOException("the file ends too early");
                }
                int written;
                do {
                    InflaterInflateResult step = stream.inflate(chunk);
                    out.write(step.output());
                    written = step.output().length;
                    chunk = rest(chunk, step.remaining());
                    isFinished = step.finished();
                } while (!isFinished && (chunk.length > 0 || written == CHUNK));
            }
        }
    }

    private static byte[] rest(byte[] chunk, long remaining) {
        return Arrays.copyOfRange(chunk, chunk.length - (int) remaining, chunk.length);
    }

    /** What is no zlib stream arrives as an exception with zlib's own words. */
    private void broken(byte[] data) throws IOException {
        try {
            zlib.uncompress(data.length, data);
            throw new AssertionError("FAILED: a broken stream was accepted");
        } catch (ZlibException failure) {
            must("a broken stream at once", "Z_DATA_ERROR".equals(failure.name()));
        }
        try {
            inflate(new ByteArrayInputStream(data), new ByteArrayOutputStream());
            throw new AssertionError("FAILED: a broken stream was accepted");
        } catch (ZlibException failure) {
            must("a broken stream in chunks",
                    failure.getMessage().contains("incorrect header check"));
        }
        System.out.println();
    }

    private static void mustEqual(String what, byte[] got, byte[] expected) {
        must(what, Arrays.equals(got, expected));
    }

    private static void must(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError("FAILED: " + what);
        }
        System.out.println("checked: " + what);
    }

    private static byte[] ownDeflate(byte[] data) {
        java.util.zip.Deflater deflater = new java.util.zip.Deflater(LEVEL);
        deflater.setInput(data);
        deflater.finish();
        byte[] output = new byte[data.length + data.length / 1000 + 64];
        int size = deflater.deflate(output);
        deflater.end();
        return Arrays.copyOf(output, size);
    }

    private static byte[] ownInflate(byte[] packed, int size) throws DataFormatException {
        java.util.zip.Inflater inflater = new java.util.zip.Inflater();
        inflater.setInput(packed);
        byte[] output = new byte[size];
        int used = inflater.inflate(output);
        inflater.end();
        return Arrays.copyOf(output, used);
    }
}
