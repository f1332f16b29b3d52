package dev.etude.plugins.midi;

import java.util.Arrays;
import java.util.List;

/** Pairs the note-ons and note-offs of one track into notes. */
final class NotePairing {
    private static final int CHANNELS = 16;
    private static final int PITCHES = 128;

    private final NoteOff noteOff;
    private final Onsets[] open = new Onsets[CHANNELS * PITCHES];
    private final List<MidiNote> notes;
    private int loose;

    /** Pairs into a list, which it appends to. */
    NotePairing(NoteOff noteOff, List<MidiNote> notes) {
        this.noteOff = noteOff;
        this.notes = notes;
    }

    void noteOn(long tick, int channel, int pitch) {
        int key = channel * PITCHES + pitch;
        if (open[key] == null) {
            open[key] = new Onsets();
        }
        open[key].add(tick);
    }

    /** A note-off of a key that does not sound means nothing, and nothing is lost by it. */
    void noteOff(long tick, int channel, int pitch) {
        Onsets onsets = open[channel * PITCHES + pitch];
        if (onsets == null || onsets.isEmpty()) {
            return;
        }
        switch (noteOff) {
            case FIFO -> notes.add(new MidiNote(onsets.removeFirst(), tick, pitch));
            case LIFO -> notes.add(new MidiNote(onsets.removeLast(), tick, pitch));
            case ALL -> {
                boolean earlier = onsets.first() < tick;
                while (!onsets.isEmpty() && (!earlier || onsets.first() < tick)) {
                    notes.add(new MidiNote(onsets.removeFirst(), tick, pitch));
                }
            }
        }
    }

    /** Ends the notes that nothing ended at a tick, or leaves them out; then returns how many they were. */
    int finish(boolean hold, long endOfTrack) {
        for (int key = 0; key < open.length; key++) {
            Onsets onsets = open[key];
            while (onsets != null && !onsets.isEmpty()) {
                long onset = onsets.removeFirst();
                loose++;
                if (hold) {
                    notes.add(new MidiNote(onset, Math.max(onset, endOfTrack), key % PITCHES));
                }
            }
        }
        return loose;
    }

    /** The ticks at which a key was struck and not yet released, the earliest first. */
    private static final class Onsets {
        private long[] ticks = new long[1];
        private int start;
        private int end;

        boolean isEmpty() {
            return start == end;
        }

        long first() {
            return ticks[start];
        }

        void add(long tick) {
            if (start == end) {
                start = 0;
                end = 0;
            } else if (end == ticks.length) {
                ticks = Arrays.copyOfRange(ticks, start, start + 2 * (end - start) + 1);
                end -= start;
                start = 0;
            }
            ticks[end++] = tick;
        }

        long removeFirst() {
            return ticks[start++];
        }

        long removeLast() {
            return ticks[--end];
        }
    }
}
