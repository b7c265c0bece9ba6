package dev.sandbridge;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The types of a library, described when they are first used. */
final class Types {

    private final Library library;
    private final Map<Integer, RecordType> records = new HashMap<>();
    private final Map<Integer, CType> byId = new ConcurrentHashMap<>();
    private final Map<String, CType> byName = new ConcurrentHashMap<>();
    private final Map<String, Integer> signatures = new ConcurrentHashMap<>();
    private final Map<Integer, Function> functions = new ConcurrentHashMap<>();
    private final Map<Integer, CallbackPlan> callbacks = new ConcurrentHashMap<>();
    private final Map<Integer, IdiomPlan> idioms = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> mayPoint = new ConcurrentHashMap<>();

    Types(Library library) {
        this.library = library;
    }

    CType named(String name) {
        CType known = byName.get(name);
        if (known == null) {
            known = at(Tree.number(Native.typeNamed(library.handle(), name), "id"));
            byName.put(name, known);
        }
        return known;
    }

    CType at(int id) {
        CType known = byId.get(id);
        if (known == null) {
            known = new CType(library, Native.typeAt(library.handle(), id));
            byId.put(id, known);
        }
        return known;
    }

    /** The record type of that C name. */
    RecordType record(String name) {
        Access access = named(name).access();
        if (access instanceof RecordAccess) {
            return ((RecordAccess) access).type;
        }
        throw Errors.of(
                "SB0302",
                library.name() + ": `" + name + "` is no struct or union whose members are known",
                "the library makes such objects itself and hands out pointers to them");
    }

    RecordType record(int id) {
        synchronized (records) {
            RecordType known = records.get(id);
            if (known == null) {
                known = new RecordType(library, id, Native.shape(library.handle(), id));
                records.put(id, known);
            }
            return known;
        }
    }

    /** How host functions are called of which the facts at that position tell. */
    IdiomPlan idiom(int facts) {
        IdiomPlan known = idioms.get(facts);
        if (known == null) {
            known = new IdiomPlan(library, Native.idiomPlan(library.handle(), facts));
            idioms.put(facts, known);
        }
        return known;
    }

    int signature(String name) {
        Integer known = signatures.get(name);
        if (known == null) {
            known = Native.signatureNamed(library.handle(), name);
            signatures.put(name, known);
        }
        return known;
    }

    Function function(int signature) {
        Function known = functions.get(signature);
        if (known == null) {
            known = new Function(library, Native.functionType(library.handle(), signature));
            functions.put(signature, known);
        }
        return known;
    }

    CallbackPlan callback(int signature) {
        CallbackPlan known = callbacks.get(signature);
        if (known == null) {
            known = new CallbackPlan(library, Native.callbackPlan(library.handle(), signature));
            callbacks.put(signature, known);
        }
        return known;
    }

    boolean mayPoint(int wanted, int given) {
        Long key = (long) wanted << 32 | given;
        Boolean known = mayPoint.get(key);
        if (known == null) {
            known = Native.mayPoint(library.handle(), wanted, given);
            mayPoint.put(key, known);
        }
        return known;
    }
}
