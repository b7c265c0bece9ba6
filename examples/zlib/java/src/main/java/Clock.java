import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Adds up where the time goes. */
final class Clock {

    private final Map<String, Long> nanoseconds = new LinkedHashMap<>();

    /** Does the work and notes its time. */
    <T> T timed(String name, Callable<T> work) {
        long start = System.nanoTime();
        try {
            return work.call();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(name, failure);
        } finally {
            nanoseconds.merge(name, System.nanoTime() - start, Long::sum);
        }
    }

    /** Does work that gives nothing and notes its time. */
    void timed(String name, Runnable work) {
        timed(
                name,
                () -> {
                    work.run();
                    return null;
                });
    }

    /** Prints the speed beside that of Java's own. */
    void compare(String name, String own, int size) {
        double speed = size * 1000.0 / nanoseconds.get(name);
        double ownSpeed = size * 1000.0 / nanoseconds.get(own);
        System.out.printf(
                Locale.ROOT,
                "%-20s%8.1f MB/s   %-26s%8.1f MB/s%8.2f x%n",
                name,
                speed,
                own,
                ownSpeed,
                speed / ownSpeed);
    }

    /** Prints the times. */
    void print() {
        System.out.println("where the time went");
        nanoseconds.forEach((name, time) ->
                System.out.printf(Locale.ROOT, "  %-28s%10.1f ms%n", name, time / 1e6));
    }
}
