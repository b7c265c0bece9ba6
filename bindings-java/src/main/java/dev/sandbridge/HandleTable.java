package dev.sandbridge;

import dev.sandbridge.error.LibraryException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handles of a library that Java refers to. The same object of C's is the same object of Java's
 * for as long as anybody has it.
 */
final class HandleTable {

    private final Library library;
    private final String[] names;
    /** Whether the host may end it; others are only lent. */
    private final boolean[] isClosable;
    private final HandleFactory[] factories;
    private final List<Map<String, Function>> methods = new ArrayList<>();
    private final Map<String, ErrorFactory> errors = new HashMap<>();
    private final Map<Long, Entry> open = new HashMap<>();

    HandleTable(Library library, List<Map<String, Object>> kinds) {
        this.library = library;
        int count = kinds.size();
        this.names = new String[count];
        this.isClosable = new boolean[count];
        this.factories = new HandleFactory[count];
        for (int i = 0; i < count; i++) {
            methods.add(new ConcurrentHashMap<>());
            names[i] = Tree.text(kinds.get(i), "name");
            isClosable[i] = Tree.flag(kinds.get(i), "is_closable");
        }
    }

    /** The name of a kind. */
    String name(int kind) {
        return kind < names.length ? names[kind] : "handle";
    }

    /** Handles of that kind are made by {@code factory} from now on. */
    void makeHandles(String kind, HandleFactory factory) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(kind)) {
                factories[i] = factory;
            }
        }
    }

    /** Failures of that class are made by {@code factory} from now on. */
    void makeErrors(String type, ErrorFactory factory) {
        errors.put(type, factory);
    }

    /**
     * What a call failed with, in the class that a package has for it. Callers catch a {@code
     * RuntimeException}: their verifier would load the library's own class before the first call.
     */
    static RuntimeException own(Library library, RuntimeException failure) {
        // What a package made already comes through its own callbacks.
        if (failure.getClass() != LibraryException.class) {
            return failure;
        }
        LibraryException plain = (LibraryException) failure;
        ErrorFactory factory = library.handles().errors.get(plain.type());
        return factory == null ? plain : factory.make(plain);
    }

    /** The function that is that method of a kind. */
    Function method(int kind, String name) {
        Map<String, Function> known = methods.get(kind);
        Function found = known.get(name);
        if (found == null) {
            Map<String, Object> plan = Native.method(library.handle(), kind, name);
            found = plan != null ? new Function(library, plan) : library.function(name);
            known.put(name, found);
        }
        return found;
    }

    /** The handle of that id, null for 0. */
    Handle of(int kind, long id) {
        if (id == 0) {
            return null;
        }
        return isClosable[kind] ? kept(kind, id) : make(kind, id);
    }

    /** Handles of that kind in a list, null for 0. */
    Handle[] all(int kind, long[] ids) {
        Handle[] all = new Handle[ids.length];
        for (int i = 0; i < ids.length; i++) {
            all[i] = of(kind, ids[i]);
        }
        return all;
    }

    private Handle kept(int kind, long id) {
        synchronized (open) {
            Entry entry = open.get(id);
            Handle known = entry == null ? null : entry.handle.get();
            if (known != null) {
                return known;
            }
            Handle made = make(kind, id);
            if (entry == null) {
                entry = new Entry(this, id);
                open.put(id, entry);
            }
            entry.objects++;
            entry.handle = new WeakReference<>(made);
            made.release = Library.CLEANER.register(made, entry);
            return made;
        }
    }

    /** The handle of that id was closed: nothing remains to be done. */
    void closed(long id) {
        synchronized (open) {
            Entry entry = open.remove(id);
            if (entry != null) {
                entry.isClosed = true;
            }
        }
    }

    private Handle make(int kind, long id) {
        HandleFactory factory = factories[kind];
        HandleOrigin origin = new HandleOrigin(library, kind, id);
        return factory == null ? new Handle(origin) : factory.make(origin);
    }

    /** One object of C's. What remains to be done for it knows nothing of Java's. */
    private static final class Entry implements Runnable {

        private final HandleTable table;
        private final long id;
        /** Objects of Java's for it that were not collected, as a rule one. */
        private int objects;
        private boolean isClosed;
        private WeakReference<Handle> handle;

        Entry(HandleTable table, long id) {
            this.table = table;
            this.id = id;
        }

        /** One of the objects was collected. */
        @Override
        public void run() {
            synchronized (table.open) {
                objects--;
                if (objects > 0 || isClosed) {
                    return;
                }
                table.open.remove(id);
            }
            Native.releaseHandle(table.library.handle(), id);
        }
    }
}
