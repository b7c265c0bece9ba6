package dev.sandbridge;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How C calls a host function of some type: the other direction of a {@link Function}'s plan. */
final class CallbackPlan {

    final Library library;
    final int signature;
    /** The function type as C spells it. */
    final String declaration;
    /** What the function is given. */
    final Lift[] params;
    /** What C gets back. */
    final Return result;
    private final int[] places;
    private final int slots;
    private final ClassValue<Adapter[]> adapters = new ClassValue<>() {
        @Override
        protected Adapter[] computeValue(Class<?> type) {
            return new Adapter[1];
        }
    };

    /** The calls of interfaces' methods, which all classes that have them share. */
    private final Map<Method, DirectCall> calls = new HashMap<>();

    CallbackPlan(Library library, Map<String, Object> tree) {
        this.library = library;
        this.signature = Tree.number(tree, "signature");
        this.declaration = Tree.text(tree, "declaration");
        List<Map<String, Object>> list = Tree.list(tree, "params");
        this.params = new Lift[list.size()];
        this.places = new int[params.length];
        this.result = new Return(library, Tree.map(tree, "result"), this::resultWhere);
        int end = result.isArea() ? 1 : 0;
        for (int i = 0; i < params.length; i++) {
            params[i] = Lift.of(library, Tree.map(list.get(i), "lift"));
            places[i] = Tree.number(list.get(i), "slot");
            end = places[i] + Tree.number(list.get(i), "slots");
        }
        this.slots = end;
    }

    /** How {@code function} is called; made once for each class of functions. */
    Adapter adapter(Object function, Object where) {
        if (function == null) {
            throw Errors.mismatch(where, "a function", function);
        }
        Adapter[] known = adapters.get(function.getClass());
        if (known[0] == null) {
            if (!Adapter.isFunction(function)) {
                throw Errors.mismatch(where, "a function", function);
            }
            known[0] = Adapter.of(this, function);
        }
        return known[0];
    }

    /** The call of an interface's method through its handle. */
    synchronized DirectCall direct(Method method, MethodHandle handle)
            throws ReflectiveOperationException {
        DirectCall known = calls.get(method);
        if (known == null) {
            known = Adapter.direct(this, handle);
            calls.put(method, known);
        }
        return known;
    }

    /** Makes it callable; the generation and the table index. */
    long add(CallbackTarget target) {
        return Native.addCallback(library.handle(), signature, slots, target);
    }

    /** C calls with these slots. */
    long call(Adapter adapter, Object function, long[] given) throws Throwable {
        int generation = library.generation();
        Object[] args = new Object[params.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = params[i].take(library, given, places[i], generation);
        }
        Object came = adapter.general == null
                ? ((HostFunction) function).apply(args)
                : (Object) adapter.general.invokeExact(function, args);
        return result.give(came, given, generation);
    }

    /** Whether the slots are the arguments, and numbers, and so is the result. */
    boolean isNumeric() {
        boolean isNumeric = slots == params.length && slots <= 4 && result.isPlain();
        for (Lift param : params) {
            isNumeric &= param.scalar() != null;
        }
        return isNumeric;
    }

    /** How errors name it. */
    String where() {
        return library.name() + ": callback `" + declaration + "`";
    }

    private String resultWhere() {
        return where() + ": its result";
    }
}
