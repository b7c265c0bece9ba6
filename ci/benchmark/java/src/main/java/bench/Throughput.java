package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** zlib on 10 MB, ours and native interleaved: {@code Throughput <folder> <corpus>}. */
public final class Throughput {

    private static final int SIZE = 10_000_000;
    private static final int LEVEL = 6;
    private static final int CRC_SAMPLES = 40;
    private static final int COMPRESS_SAMPLES = 15;

    private Throughput() {}

    /** Measures crc32 and compress2, everything from and to Java's arrays included. */
    public static void main(String[] args) throws Exception {
        Path built = Path.of(args[0]).toAbsolutePath();
        byte[] data = Arrays.copyOf(Files.readAllBytes(Path.of(args[1])), SIZE);
        List<Zlib> rows = List.of(
                new SandbridgeZlib(built, false),
                new SandbridgeZlib(built, true),
                new NativeZlib(built));
        alternate("crc32", rows, zlib -> bytesOf(zlib.crc32(data)), CRC_SAMPLES);
        alternate("compress2", rows, zlib -> zlib.compress(data, LEVEL), COMPRESS_SAMPLES);
    }

    /** Runs the rows in turn, checks that they agree and reports each. */
    private static void alternate(
            String name, List<Zlib> rows, Function<Zlib, byte[]> run, int samples) {
        byte[] expected = run.apply(rows.get(rows.size() - 1));
        double[][] times = new double[rows.size()][samples];
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 0; i < rows.size(); i++) {
                long start = System.nanoTime();
                byte[] got = run.apply(rows.get(i));
                times[i][sample] = System.nanoTime() - start;
                if (!Arrays.equals(got, expected)) {
                    throw new AssertionError(name + ": results differ");
                }
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            Burst.report(name, rows.get(i).name(), times[i], SIZE);
        }
    }

    private static byte[] bytesOf(long number) {
        return Long.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
