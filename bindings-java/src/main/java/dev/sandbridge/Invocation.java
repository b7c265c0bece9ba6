package dev.sandbridge;

import java.util.List;

/**
 * A call that a package made from a library puts together: arguments, then {@link #run()}, then
 * results. Numbers are not boxed, except beside structs by value.
 */
public final class Invocation {

    private final Function function;
    private final Program program;
    private final Call call;
    private final Object[] args;
    /** The quick way with structs by value, whose numbers are objects like the rest; or null. */
    private final ImageCall images;
    /** The result without facts: its bits where it is a number, else the object. */
    private long bits;
    private Object value;

    Invocation(Function function) {
        this.function = function;
        this.program = function.program();
        this.call = program == null ? new Call(function) : new Call(function, program);
        this.args = new Object[function.parameters().length];
        this.images = function.images();
    }

    /**
     * Gives an argument that is no number.
     *
     * @param argument its position
     * @param value what a call takes
     */
    public void put(int argument, Object value) {
        args[argument] = value;
    }

    /**
     * Gives an integer.
     *
     * @param argument its position
     * @param value its value, which is checked
     */
    public void put(int argument, long value) {
        if (images != null) {
            args[argument] = value;
        } else {
            function.number(argument).lower(value, call);
        }
    }

    /**
     * Gives an integer.
     *
     * @param argument its position
     * @param value its value, which is checked
     */
    public void put(int argument, int value) {
        put(argument, (long) value);
    }

    /**
     * Gives a floating number.
     *
     * @param argument its position
     * @param value its value
     */
    public void put(int argument, double value) {
        if (images != null) {
            args[argument] = value;
        } else {
            function.number(argument).lower(value, call);
        }
    }

    /**
     * Gives a truth.
     *
     * @param argument its position
     * @param value its value
     */
    public void put(int argument, boolean value) {
        put(argument, value ? 1L : 0L);
    }

    /**
     * Gives the arguments beyond the named ones.
     *
     * @param more what a variadic function takes
     */
    public void more(Object[] more) {
        call.more = more == null ? new Object[] {null} : more;
    }

    /** Calls. */
    public void run() {
        if (images != null) {
            value = function.call(args);
            if (function.lift().scalar() != null) {
                bits = function.lift().scalar().bits(value, function);
            }
            return;
        }
        try {
            for (Step step : function.steps()) {
                if (!(step instanceof Step.NumberStep)) {
                    step.lower(step.argument() < 0 ? null : args[step.argument()], call);
                }
            }
            if (program != null) {
                program.perform(args, call);
            } else if (function.lift().scalar() != null) {
                bits = call.run();
            } else {
                value = function.lift().call(call);
            }
        } finally {
            call.end();
        }
    }

    /**
     * A result that is no number.
     *
     * @param index its position
     * @return the object, or null
     */
    public Object object(int index) {
        return program == null ? value : program.outcome(call, index);
    }

    /**
     * A result that is a list of structs.
     *
     * @param index its position
     * @param factory makes them
     * @return the list, or null
     */
    public Object structs(int index, StructFactory factory) {
        List<?> given = (List<?>) object(index);
        if (given == null) {
            return null;
        }
        Struct[] made = new Struct[given.size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = factory.make((Struct) given.get(i));
        }
        return List.of(made);
    }

    /**
     * A result that is an integer.
     *
     * @param index its position
     * @return its value
     */
    public long integer(int index) {
        return scalar(index).widen(bits(index));
    }

    /**
     * A result that is a truth.
     *
     * @param index its position
     * @return its value
     */
    public boolean truth(int index) {
        return SlotCall.toBoolean(bits(index));
    }

    /**
     * A result that is a {@code float}.
     *
     * @param index its position
     * @return its value
     */
    public float single(int index) {
        return SlotCall.toFloat(bits(index));
    }

    /**
     * A result that is a {@code double}.
     *
     * @param index its position
     * @return its value
     */
    public double real(int index) {
        return Double.longBitsToDouble(bits(index));
    }

    private long bits(int index) {
        return program == null ? bits : program.bits(call, index);
    }

    private Scalar scalar(int index) {
        return program == null ? function.lift().scalar() : program.scalar(index);
    }
}
