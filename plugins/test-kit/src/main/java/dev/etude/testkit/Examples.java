package dev.etude.testkit;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Sample;
import dev.etude.spi.SequenceShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** Small data to try plugins on. The same at each call. */
public final class Examples {
    /** 88 keys, one step a quarter note, four a bar. */
    public static final PianoRollEncoding KEYS = new PianoRollEncoding(1, 4, 120, false);

    /** The same keys, struck and held told apart. */
    public static final PianoRollEncoding KEYS_WITH_ONSETS = new PianoRollEncoding(1, 4, 120, true);

    /** Symbols that are no music: what a musical plugin refuses, and one that is not takes. */
    public static final Encoding LETTERS = new Letters(26);

    private static final int[][] TRIADS = {{0, 4, 7}, {2, 5, 9}, {4, 7, 11}, {5, 9, 12}, {7, 11, 14}, {9, 12, 16}};
    private static final int LOWEST_ROOT = 36;
    private static final int TICKS_PER_QUARTER = 480;

    private Examples() {}

    /** Chords of a bar each, struck again now and then, in a key of their own; every seed gives others. */
    public static BinarySequence music(PianoRollEncoding encoding, int steps, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int key = LOWEST_ROOT + random.nextInt(6);
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, encoding.stepsPerQuarter());
        for (int bar = 0; bar < steps; bar += encoding.stepsPerBar()) {
            int end = Math.min(steps, bar + encoding.stepsPerBar());
            int middle = random.nextBoolean() ? end : (bar + 1 + end) / 2;
            for (int interval : TRIADS[random.nextInt(TRIADS.length)]) {
                roll.note(key + interval, bar, middle).note(key + interval, middle, end);
            }
        }
        return encoding.encode(roll.build());
    }

    /** Several rows of {@link #music}, all different. */
    public static List<BinarySequence> rows(PianoRollEncoding encoding, int steps, int count) {
        return IntStream.range(0, count).mapToObj(row -> music(encoding, steps, 1000 + row)).toList();
    }

    /** One letter a step. */
    public static BinarySequence letters(int steps, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        BitSet cells = new BitSet();
        for (int step = 0; step < steps; step++) {
            cells.set(step * LETTERS.symbols() + random.nextInt(LETTERS.symbols()));
        }
        return BinarySequence.of(new SequenceShape(steps, LETTERS.symbols()), cells);
    }

    /**
     * Writes a sample of piano keys as a MIDI file, for renderers that want one.
     *
     * @return the file
     */
    public static Path midi(Sample sample, Path file) throws IOException {
        PianoRollEncoding encoding = sample.pianoRollEncoding("midi");
        PianoRoll roll = encoding.decode(sample.cells());
        int ticks = TICKS_PER_QUARTER / encoding.stepsPerQuarter();
        try {
            Sequence sequence = new Sequence(Sequence.PPQ, TICKS_PER_QUARTER);
            Track track = sequence.createTrack();
            for (int step = 0; step < roll.steps(); step++) {
                for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                    if (roll.begins(step, pitch)) {
                        int key = pitch + PianoRoll.LOWEST_MIDI_PITCH;
                        track.add(new MidiEvent(
                                new ShortMessage(ShortMessage.NOTE_ON, 0, key, 80),
                                (long) step * ticks));
                        track.add(new MidiEvent(
                                new ShortMessage(ShortMessage.NOTE_OFF, 0, key, 0),
                                (long) roll.endOf(step, pitch) * ticks));
                    }
                }
            }
            MidiSystem.write(sequence, 0, file.toFile());
        } catch (InvalidMidiDataException impossible) {
            throw new IllegalStateException(impossible);
        }
        return file;
    }

    private record Letters(int symbols) implements Encoding {
        @Override
        public String meaning() {
            return "letters";
        }
    }
}
