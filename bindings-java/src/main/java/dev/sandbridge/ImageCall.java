package dev.sandbridge;

import java.lang.ref.Reference;

/**
 * The quick way for functions that take structs by value, numbers and nothing else: images go
 * through the call frame without an object being made for any of them.
 */
final class ImageCall {

    /** Nothing was called. */
    static final Object NOT_DONE = new Object();

    private final Function function;
    private final Frame frame;
    private final Step[] steps;
    private final Lift lift;
    /** The record of the result where that comes by memory, else null. */
    private final RecordType result;
    private final int area;

    private ImageCall(Function function, RecordType result) {
        this.function = function;
        this.frame = function.library().frame();
        this.steps = function.steps();
        this.lift = function.lift();
        this.result = result;
        this.area = result == null ? 0 : result.size();
    }

    /** The quick way for {@code function}, or null where there is none. */
    static ImageCall of(Function function) {
        int size = 0;
        boolean hasImage = false;
        RecordType result = null;
        if (function.lift() instanceof Lift.Area) {
            result = ((Lift.Area) function.lift()).record();
            hasImage = result != null && function.steps().length > 0
                    && function.steps()[0] instanceof Step.AreaStep
                    && ((Step.AreaStep) function.steps()[0]).fitsFrame();
            size = hasImage ? Frame.align(result.size()) : 0;
            if (!hasImage) {
                return null;
            }
        } else if (function.lift().scalar() == null && !(function.lift() instanceof Lift.Nothing)) {
            return null;
        }
        for (Step step : function.steps()) {
            if (step instanceof Step.ImageStep) {
                hasImage = true;
                Step.ImageStep image = (Step.ImageStep) step;
                size += image.fitsFrame() ? Frame.align(image.size()) : Frame.SMALL;
            } else if (!(step instanceof Step.NumberStep) && !(step instanceof Step.AreaStep)) {
                return null;
            }
        }
        boolean fits = size < Frame.SMALL && function.slots() <= Frame.SLOTS;
        return hasImage && fits ? new ImageCall(function, result) : null;
    }

    /** Calls, unless some argument has to go the long way: then {@link #NOT_DONE}. */
    Object call(Object[] args) {
        if (!frame.tryLock()) {
            return NOT_DONE;
        }
        try {
            int end = 0;
            for (Step step : steps) {
                if (step instanceof Step.ImageStep) {
                    end = ((Step.ImageStep) step).stage(frame, args[step.argument()], end);
                    if (end < 0) {
                        return NOT_DONE;
                    }
                } else if (step instanceof Step.NumberStep) {
                    ((Step.NumberStep) step).stage(frame, args[step.argument()]);
                } else {
                    // What is in it does not matter, for C writes it.
                    frame.slot(0, frame.address(0));
                    end = Frame.align(area);
                }
            }
            long bits = Native.callFrame(function.handle, end, 0, area);
            if (result == null) {
                return lift.lift(bits, 0, null);
            }
            byte[] image = new byte[area];
            frame.readWords(0, image, area);
            return new Struct(result, new Place(image), 0);
        } finally {
            frame.unlock();
            Reference.reachabilityFence(function);
        }
    }
}
