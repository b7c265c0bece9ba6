package bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measuring: every row in turn for 30 to 60 microseconds, over and over (see python/burst.py). */
final class Burst {

    private static final long BURST_NS = 45_000;
    private static final long WARM_UP_NS = 400_000_000;

    private Burst() {}

    /** Measures the rows interleaved and prints one JSON line for each. */
    static void measure(String name, double expected, List<Row> rows, int samples)
            throws Throwable {
        int[] counts = new int[rows.size()];
        for (int i = 0; i < counts.length; i++) {
            double got = rows.get(i).loop().run(1);
            if (got != expected) {
                throw new AssertionError(
                        rows.get(i).name() + ": " + name + " is " + got + ", not " + expected);
            }
            warmUp(rows.get(i));
            counts[i] = calibrated(rows.get(i));
        }
        double[][] times = new double[counts.length][samples];
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 0; i < counts.length; i++) {
                long elapsed = burst(rows.get(i), counts[i]);
                times[i][sample] = (double) elapsed / counts[i] / rows.get(i).calls();
            }
        }
        for (int i = 0; i < counts.length; i++) {
            report(name, rows.get(i).name(), times[i], 0);
        }
    }

    /** Prints one result; {@code bytes} is how much one call worked through. */
    static void report(String name, String row, double[] nanoseconds, long bytes) {
        double[] ordered = nanoseconds.clone();
        Arrays.sort(ordered);
        System.out.printf(
                Locale.ROOT,
                "{\"language\":\"java\",\"case\":\"%s\",\"row\":\"%s\",\"minimum\":%f,\"p10\":%f,"
                        + "\"median\":%f,\"samples\":%d,\"bytes\":%d}%n",
                name,
                row,
                ordered[0],
                ordered[ordered.length / 10],
                ordered[ordered.length / 2],
                ordered.length,
                bytes);
    }

    private static long burst(Row row, int count) throws Throwable {
        long start = System.nanoTime();
        row.loop().run(count);
        return System.nanoTime() - start;
    }

    /** Runs the loop until the optimising compiler is done with it. */
    private static void warmUp(Row row) throws Throwable {
        long end = System.nanoTime() + WARM_UP_NS;
        while (System.nanoTime() < end) {
            row.loop().run(100);
        }
    }

    /** How many calls make one burst. */
    private static int calibrated(Row row) throws Throwable {
        int count = 1;
        long best = Long.MAX_VALUE;
        for (; count < 1 << 22; count *= 2) {
            best = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                best = Math.min(best, burst(row, count));
            }
            if (best * 2 > BURST_NS) {
                break;
            }
        }
        return (int) Math.max(1, Math.round((double) count * BURST_NS / best));
    }
}
