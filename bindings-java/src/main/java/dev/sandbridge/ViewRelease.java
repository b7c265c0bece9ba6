package dev.sandbridge;

import java.lang.ref.Reference;

/** Lets go of a view, and until then of nothing that it shows. */
final class ViewRelease implements Runnable {

    private final long view;
    private final Pointer keeps;

    ViewRelease(long view, Pointer keeps) {
        this.view = view;
        this.keeps = keeps;
    }

    @Override
    public void run() {
        Native.viewFree(view);
        Reference.reachabilityFence(keeps);
    }
}
