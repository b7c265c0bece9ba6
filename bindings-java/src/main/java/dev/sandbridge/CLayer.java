package dev.sandbridge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A library as C wrote it: all functions and constants by their C names, with typed pointers and
 * explicit lengths, whatever its facts say. From {@link Library#c()}.
 */
public final class CLayer {

    private final Library library;
    private final Map<String, Function> functions = new ConcurrentHashMap<>();

    CLayer(Library library) {
        this.library = library;
    }

    /**
     * Calls a function.
     *
     * @param function its name in C
     * @param args as for {@link Function#call}
     * @return as of {@link Function#call}
     */
    public Object call(String function, Object... args) {
        return function(function).call(args);
    }

    /**
     * A function, to be called more than once.
     *
     * @param name its name in C
     * @return the same object each time
     */
    public Function function(String name) {
        Function found = functions.get(name);
        if (found != null) {
            return found;
        }
        Function made = new Function(library, Native.function(library.handle(), name));
        Function other = functions.putIfAbsent(name, made);
        return other != null ? other : made;
    }

    /**
     * All functions.
     *
     * @return their C names in the header's order
     */
    public List<String> functions() {
        return List.of(Native.functions(library.handle()));
    }

    /**
     * A macro with a value or a constant of an enumeration.
     *
     * @param name its name in C
     * @return as of {@link Library#constant}
     */
    public Object constant(String name) {
        Object value = constants().get(name);
        if (value == null) {
            Native.unknownName(library.handle(), name);
        }
        return value;
    }

    /**
     * All constants.
     *
     * @return their values by their C names, in the header's order
     */
    public Map<String, Object> constants() {
        return library.names().constantsOfC();
    }

    @Override
    public String toString() {
        return library.name() + ".c";
    }
}
