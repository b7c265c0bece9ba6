package dev.sandbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sandbridge.error.LibraryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Many rounds of what could leak: the library's memory, Java's heap and the process stay level. */
class LeakTest {

    private static final int ROUNDS = 100_000;
    /** Above this, something of each round stays: it would be ten bytes of each. */
    private static final long SLACK = 12 << 20;

    /** One round. */
    private interface Round {
        void run() throws Exception;
    }

    private static void level(Library library, Round round) throws Exception {
        // As many rounds first: the JVM takes its heap and compiles meanwhile.
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        long heap = heap();
        long process = resident();
        long guest = guest(library);
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        assertEquals(guest, guest(library), "where the library's next memory is");
        long more = heap() - heap;
        assertTrue(more < SLACK, () -> "Java's heap grew by " + more);
        long grown = resident() - process;
        assertTrue(grown < 4 * SLACK, () -> "the process grew by " + grown);
    }

    /** Where the library's allocator is: it comes back to the same place when all was freed. */
    private static long guest(Library library) {
        try (Pointer probe = library.alloc("int")) {
            return probe.address();
        }
    }

    /** What is reachable, once cleaners have run too. */
    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** Bytes of the process in memory, 0 where the system does not tell. */
    private static long resident() throws IOException {
        Path file = Path.of("/proc/self/statm");
        if (!Files.exists(file)) {
            return 0;
        }
        return Long.parseLong(Files.readString(file).split(" ")[1]) * 4096;
    }

    @Test
    void opened_and_closed() throws Exception {
        try (Library library = Cases.load("facts-handles")) {
            level(library, () -> {
                try (Handle shelf = (Handle) library.call("shelfOpen", "kitchen")) {
                    ((Handle) shelf.call("add", 3)).call("put", 1);
                }
            });
            assertEquals(0, library.call("shelfAlive"));
        }
    }

    @Test
    void called_back() throws Exception {
        try (Library library = Cases.load("facts-callbacks")) {
            HostFunction visit = args -> 0;
            level(library, () -> library.call("visitRows", visit, 2));
            level(library, () -> {
                library.call("setHook", (HostFunction) args -> args[0]);
                library.call("runHook", 3);
            });
        }
    }

    @Test
    void raised() throws Exception {
        try (Library library = Cases.load("facts-handles");
                Handle shelf = (Handle) library.call("shelfOpen", "kitchen")) {
            Handle box = (Handle) shelf.call("add", 0);
            level(library, () -> assertThrows(LibraryException.class, () -> box.call("put", 1)));
        }
    }

    @Test
    void thrown_by_a_callback() throws Exception {
        try (Library library = Cases.load("facts-callbacks")) {
            IllegalStateException own = new IllegalStateException("own");
            HostFunction visit = args -> {
                throw own;
            };
            level(library, () -> assertThrows(
                    IllegalStateException.class, () -> library.call("visitRows", visit, 1)));
        }
    }

    @Test
    void collected_rather_than_closed() throws Exception {
        try (Library library = Cases.load("facts-handles")) {
            for (int i = 0; i < 1000; i++) {
                ((Handle) library.call("shelfOpen", "kitchen")).call("add", 3);
            }
            int alive = (Integer) library.call("shelfAlive");
            for (int i = 0; i < 100 && alive > 0; i++) {
                System.gc();
                Thread.sleep(20);
                alive = (Integer) library.call("shelfAlive");
            }
            assertEquals(0, alive);
        }
    }

    @Test
    void a_child_keeps_its_parent() throws Exception {
        try (Library library = Cases.load("facts-handles")) {
            Handle box = (Handle) ((Handle) library.call("shelfOpen", "kitchen")).call("add", 3);
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(20);
                assertEquals(0, box.call("sum"));
            }
            assertEquals(2, library.call("shelfAlive"));
            box.close();
            assertEquals(0, library.call("shelfAlive"));
        }
    }
}
