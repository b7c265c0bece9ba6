package dev.sandbridge;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** How C calls a host function of which facts say more than its type. */
final class IdiomPlan {

    final Library library;
    final String declaration;
    private final Outcome[] given;
    private final Return result;
    private final boolean hasRoom;
    private final ClassValue<MethodHandle[]> handles = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
            return new MethodHandle[1];
        }
    };

    IdiomPlan(Library library, Map<String, Object> tree) {
        this.library = library;
        Map<String, Object> plan = Tree.map(tree, "plan");
        Map<String, Object> program = Tree.map(tree, "program");
        this.declaration = Tree.text(plan, "declaration");
        List<Map<String, Object>> list = Tree.list(program, "given");
        this.given = new Outcome[list.size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = Outcome.of(library, Tree.map(list.get(i), "value"));
        }
        this.result = new Return(library, Tree.map(plan, "result"), () -> where() + ": its result");
        this.hasRoom = program.get("room") != null;
    }

    /** The function as one that takes objects; how it does is found once for each class. */
    HostFunction adapted(Object function, Object where) {
        if (function instanceof HostFunction) {
            return (HostFunction) function;
        }
        MethodHandle[] known = handles.get(function.getClass());
        if (known[0] == null) {
            known[0] = Adapter.general(function, given.length, where);
        }
        return new AdaptedFunction(function, known[0]);
    }

    /** What the host function gets. */
    Object[] arguments(long[] registers, Object[] lifted) {
        Object[] args = new Object[given.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = given[i].make(registers, lifted[i], null);
        }
        return args;
    }

    /** The bits for C; bytes for its room go behind what was lifted. */
    long give(Object value, long[] registers, Object[] lifted) {
        if (!hasRoom) {
            return result.give(value, registers, library.generation());
        }
        lifted[given.length] = bytes(value);
        return 0;
    }

    private byte[] bytes(Object value) {
        if (value instanceof byte[]) {
            return (byte[]) value;
        }
        if (value instanceof ByteBuffer) {
            ByteBuffer given = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[given.remaining()];
            given.get(bytes);
            return bytes;
        }
        throw Errors.mismatch(where() + ": its result", "bytes", value);
    }

    /** How errors name it. */
    String where() {
        return library.name() + ": callback `" + declaration + "`";
    }
}
