package dev.etude.data;

import dev.etude.spi.Doc;

/** How pieces are cut into the windows that the networks see, and which pieces they never see. */
@Doc("How pieces are cut into windows, and how many pieces are held out")
public record WindowSettings(
        @Doc("time steps a window, at least 1") int steps,
        @Doc("steps from the start of one window to that of the next, at least 1; a bar's steps keep bars aligned")
                int hop,
        @Doc("whether a piece shorter than a window begins again where it ends; otherwise silence follows")
                boolean loop,
        @Doc("pieces never trained on: below 1 a share of all, from 1 on a number of pieces") double heldOut) {
    public WindowSettings() {
        this(16, 1, true, 0.1);
    }

    public WindowSettings {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: must be at least 1, was " + steps);
        }
        if (hop < 1) {
            throw new IllegalArgumentException("hop: must be at least 1, was " + hop);
        }
        if (!(heldOut >= 0) || (heldOut > 1 && heldOut != Math.rint(heldOut)) || heldOut > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "heldOut: must be a share from 0 to below 1, or a whole number of pieces, was " + heldOut);
        }
    }
}
