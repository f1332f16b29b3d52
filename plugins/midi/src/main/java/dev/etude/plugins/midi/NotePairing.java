package dev.etude.plugins.midi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Pairs the note-ons and note-offs of one track into notes. */
final class NotePairing {
    private static final int CHANNELS = 16;
    private static final int PITCHES = 128;

    private final NoteOff noteOff;
    private final List<Deque<Long>> open = new ArrayList<>();
    private final List<MidiNote> notes;
    private int loose;

    /** Pairs into a list, which it appends to. */
    NotePairing(NoteOff noteOff, List<MidiNote> notes) {
        this.noteOff = noteOff;
        this.notes = notes;
        for (int key = 0; key < CHANNELS * PITCHES; key++) {
            open.add(null);
        }
    }

    void noteOn(long tick, int channel, int pitch) {
        int key = channel * PITCHES + pitch;
        if (open.get(key) == null) {
            open.set(key, new ArrayDeque<>(2));
        }
        open.get(key).addLast(tick);
    }

    /** A note-off of a key that does not sound means nothing, and nothing is lost by it. */
    void noteOff(long tick, int channel, int pitch) {
        Deque<Long> onsets = open.get(channel * PITCHES + pitch);
        if (onsets == null || onsets.isEmpty()) {
            return;
        }
        switch (noteOff) {
            case FIFO -> notes.add(new MidiNote(onsets.pollFirst(), tick, pitch));
            case LIFO -> notes.add(new MidiNote(onsets.pollLast(), tick, pitch));
            case ALL -> {
                boolean earlier = onsets.peekFirst() < tick;
                while (!onsets.isEmpty() && (!earlier || onsets.peekFirst() < tick)) {
                    notes.add(new MidiNote(onsets.pollFirst(), tick, pitch));
                }
            }
        }
    }

    /** Ends the notes that nothing ended at a tick, or leaves them out; then returns how many they were. */
    int finish(boolean hold, long endOfTrack) {
        for (int key = 0; key < open.size(); key++) {
            Deque<Long> onsets = open.get(key);
            while (onsets != null && !onsets.isEmpty()) {
                long onset = onsets.pollFirst();
                loose++;
                if (hold) {
                    notes.add(new MidiNote(onset, Math.max(onset, endOfTrack), key % PITCHES));
                }
            }
        }
        return loose;
    }
}
