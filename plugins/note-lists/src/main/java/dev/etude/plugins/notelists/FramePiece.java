package dev.etude.plugins.notelists;

import dev.etude.music.PianoRoll;
import java.util.BitSet;

/** One piece while it is read: its sounding keys, frame by frame, and why it cannot be used, if it cannot. */
final class FramePiece {
    /** Some twenty hours of quarter notes: more is a mistake, and would not fit into memory. */
    static final int MOST_FRAMES = 100_000;

    private static final int LOWEST = PianoRoll.LOWEST_MIDI_PITCH;
    private static final int HIGHEST = LOWEST + PianoRoll.PITCHES - 1;

    private final String name;
    private final BitSet keys = new BitSet();
    private int frames;
    private String fault = "";

    FramePiece(String name) {
        this.name = name;
    }

    /** What a person calls it: {@code train/12}, counted from 1. */
    String name() {
        return name;
    }

    /** How many frames it has. */
    int frames() {
        return frames;
    }

    /** Why it cannot be used, in a line; empty if it can. */
    String fault() {
        if (!fault.isEmpty()) {
            return fault;
        }
        return keys.isEmpty() ? "has no notes" : "";
    }

    /** Begins the next frame. */
    void frame() {
        frames++;
        if (frames > MOST_FRAMES && fault.isEmpty()) {
            fault = "longer than " + MOST_FRAMES + " frames";
        }
    }

    /** Lets a MIDI pitch sound in the frame; {@code place} says where it stands. */
    void pitch(int midiPitch, String place) {
        if (!fault.isEmpty()) {
            return;
        }
        if (midiPitch < LOWEST || midiPitch > HIGHEST) {
            fault = place + ": the pitch " + midiPitch + " is outside the 88 keys, " + LOWEST + " to " + HIGHEST;
        } else {
            keys.set((frames - 1) * PianoRoll.PITCHES + midiPitch - LOWEST);
        }
    }

    /** The roll: where a pitch sounds in neighbouring frames, it is held. */
    PianoRoll roll(int stepsPerQuarter) {
        PianoRoll.Builder roll = new PianoRoll.Builder(frames, stepsPerQuarter);
        for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
            roll.cell(key / PianoRoll.PITCHES, key % PianoRoll.PITCHES, false);
        }
        return roll.build();
    }
}
