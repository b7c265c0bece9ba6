package dev.sandbridge;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What surrounds the call of a function with facts. Java lowers what is given into registers, the
 * core does the rest, Java makes objects of the outcomes.
 */
final class Program {

    private final Function function;
    private final Library library;
    private final int registers;
    private final GivenStep[] given;
    private final String[] names;
    private final Outcome[] outcomes;
    /** What stands for arguments that are left out, from the first that may be. */
    private final Object[] omitted;
    /** Whether small data may go through the call frame. */
    private final boolean fitsFrame;

    Program(Function function, Map<String, Object> plan, Parameter[] parameters) {
        this.function = function;
        this.library = function.library();
        Map<String, Object> tree = Tree.map(plan, "program");
        this.registers = Tree.number(tree, "registers");
        List<Map<String, Object>> gives = Tree.list(tree, "given");
        this.given = new GivenStep[gives.size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = GivenStep.of(library, gives.get(i), i, parameters);
        }
        List<Map<String, Object>> takes = Tree.list(tree, "outcomes");
        this.outcomes = new Outcome[takes.size()];
        this.names = new String[outcomes.length];
        for (int i = 0; i < outcomes.length; i++) {
            names[i] = Tree.text(takes.get(i), "name");
            outcomes[i] = Outcome.of(library, Tree.map(takes.get(i), "value"));
        }
        this.omitted = omitted(Tree.list(plan, "args"));
        boolean isQuick = Tree.flag(tree, "fits_frame") && given.length > 0;
        for (Map<String, Object> step : Tree.list(plan, "lower")) {
            isQuick &= Tree.text(step, "op").equals("number");
        }
        this.fitsFrame = isQuick;
    }

    /** What stands for each of the last arguments, back to the last that must be given. */
    private static Object[] omitted(List<Map<String, Object>> args) {
        int first = args.size();
        while (first > 0 && args.get(first - 1).get("omitted") != null) {
            first--;
        }
        Object[] omitted = new Object[args.size() - first];
        for (int i = 0; i < omitted.length; i++) {
            Object value = args.get(first + i).get("omitted");
            omitted[i] = value instanceof Map ? ((Map<?, ?>) value).get("number") : null;
        }
        return omitted;
    }

    int registers() {
        return registers;
    }

    /** The only outcome's lift where that is a number, or nothing for all else. */
    Lift lift() {
        boolean isNumber = outcomes.length == 1 && outcomes[0] instanceof Lift.Numeric;
        return isNumber ? (Lift.Numeric) outcomes[0] : new Lift.Objects();
    }

    /** How many arguments must be given at least. */
    int required(int parameters) {
        return parameters - omitted.length;
    }

    /** The arguments with what stands for those that were left out. */
    Object[] filled(Object[] args, int parameters) {
        if (args.length >= parameters) {
            return args;
        }
        Object[] all = Arrays.copyOf(args, parameters);
        int first = parameters - omitted.length;
        System.arraycopy(
                omitted, args.length - first, all, args.length, parameters - args.length);
        return all;
    }

    /** Lowers what the plan's own steps leave out, and makes the call. */
    void perform(Object[] args, Call call) {
        if (fitsFrame && runInFrame(args, call)) {
            return;
        }
        for (Step step : given) {
            step.lower(args[step.argument()], call);
        }
        run(call, args);
    }

    /** The quick way; false when the long way must do it, and nothing has happened. */
    private boolean runInFrame(Object[] args, Call call) {
        Frame frame = library.frame();
        if (!frame.tryLock()) {
            return false;
        }
        try {
            int end = 0;
            for (GivenStep step : given) {
                end = step.stage(frame, args[step.argument()], end, call);
                if (end < 0) {
                    call.offsets = 0;
                    return false;
                }
            }
            for (int i = 0; i < registers; i++) {
                frame.slot(i, call.slots[i]);
            }
            Object large = Native.runFrame(function.handle, end, call.offsets);
            if (outcomes.length > 0) {
                outcomes[0].read(frame, large, call);
            }
            return true;
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        } finally {
            frame.unlock();
            Reference.reachabilityFence(args);
            Reference.reachabilityFence(function);
        }
    }

    /** Makes the call; its outcomes come from {@link #outcome}. */
    private void run(Call call, Object[] args) {
        call.generation = library.generation();
        try {
            call.lifted = call.runProgram();
            keepHandles(call);
        } catch (RuntimeException failure) {
            throw HandleTable.own(library, failure);
        } finally {
            Reference.reachabilityFence(args);
            Reference.reachabilityFence(function);
        }
    }

    /** Makes handles before all else, so that they are closed even when other results fail. */
    private void keepHandles(Call call) {
        if (call.lifted == null) {
            return;
        }
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] instanceof Outcome.One) {
                call.lifted[i] = outcomes[i].make(call.slots, null, call);
            }
        }
    }

    /** One of the outcomes of a call. */
    Object outcome(Call call, int index) {
        Object lifted = call.lifted == null ? null : call.lifted[index];
        return outcomes[index].make(call.slots, lifted, call);
    }

    /** The bits of an outcome that is a number. */
    long bits(Call call, int index) {
        return outcomes[index].bits(call.slots);
    }

    /** The form of an outcome that is a number. */
    Scalar scalar(int index) {
        return outcomes[index].scalar();
    }

    /** The step that takes that argument as a handle. */
    GivenStep.HandleStep handle(int argument) {
        for (Step step : given) {
            if (step.argument() == argument && step instanceof GivenStep.HandleStep) {
                return (GivenStep.HandleStep) step;
            }
        }
        throw new AssertionError("no handle");
    }

    /** The handle that the only outcome is. */
    Handle handle(long bits) {
        return ((Outcome.One) outcomes[0]).of(bits);
    }

    /** All of them as the dynamic layer gives them. */
    Object result(Call call) {
        switch (outcomes.length) {
            case 0:
                return null;
            case 1:
                return outcome(call, 0);
            default:
                Object[] values = new Object[outcomes.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = outcome(call, i);
                }
                return new Results(names, values);
        }
    }
}
