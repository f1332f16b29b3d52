package dev.etude.plugins.progressions;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Dataset;
import dev.etude.spi.DatasetSource;
import dev.etude.spi.Doc;
import dev.etude.spi.Intake;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Piece;
import dev.etude.spi.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Plays chord progressions that are written as Roman numerals; {@link RomanNumeral} says how. Needs no files.
 *
 * @param progressions such as {@code "I V vi IV"} or, in a key of its own, {@code "A minor: i VI III VII"}; if empty,
 *     the built-in repertoire
 * @param keys what progressions that name no key are read in
 * @param stepsPerQuarter 1 to 96
 * @param beatsPerChord quarter notes, 1 to 32
 * @param beatsPerBar quarter notes, 1 to 32
 * @param voicing how a chord follows another
 * @param voices 3 to 5
 * @param tempo quarter notes a minute, 10 to 400
 */
@Plugin("progressions")
@Doc("Chord progressions from Roman numerals; needs no files")
public record Progressions(
        @Doc("Progressions such as \"I V vi IV\" or \"A minor: i VI III VII\"; if empty, the built-in repertoire")
                List<String> progressions,
        @Doc("Keys in which a progression is played that names none of its own, such as C major or F# minor")
                List<String> keys,
        @Doc("Time steps a quarter note, 1 to 96") int stepsPerQuarter,
        @Doc("Quarter notes a chord, 1 to 32") int beatsPerChord,
        @Doc("Quarter notes a bar, 1 to 32") int beatsPerBar,
        @Doc("block: each chord in root position above its bass; voice-leading: the shortest way to the next")
                Voicing voicing,
        @Doc("Notes a chord, 3 to 5, its bass included: a triad's bass is doubled with 4, a seventh chord's with 5")
                int voices,
        @Doc("Quarter notes a minute, 10 to 400") double tempo)
        implements DatasetSource {
    public Progressions() {
        this(List.of(), List.of("C major"), 1, 4, 4, Voicing.VOICE_LEADING, 4, 100);
    }

    public Progressions {
        progressions = List.copyOf(progressions);
        keys = List.copyOf(keys);
        inRange("stepsPerQuarter", stepsPerQuarter, 1, 96);
        inRange("beatsPerChord", beatsPerChord, 1, 32);
        inRange("beatsPerBar", beatsPerBar, 1, 32);
        inRange("voices", voices, 3, 5);
        if (!(tempo >= 10 && tempo <= 400)) {
            throw new IllegalArgumentException("tempo: must be from 10 to 400, was " + tempo);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys: is empty; name a key such as C major");
        }
        checkReadable("keys", keys, Key::read);
        Key anyKey = Key.read(keys.get(0));
        checkReadable("progressions", progressions, text -> Progression.read(text, anyKey));
    }

    @Override
    public Dataset read() {
        PianoRollEncoding encoding = new PianoRollEncoding(stepsPerQuarter, beatsPerBar, tempo, false);
        List<Piece> pieces = new ArrayList<>();
        List<Intake> intake = new ArrayList<>();
        for (Progression progression : progressions.isEmpty() ? Repertoire.all() : readAll(progressions, keys)) {
            List<Position> positions = voicing.lay(progression.chords(), voices);
            int notes = positions.stream().mapToInt(position -> position.midiPitches().length).sum();
            double bars = (double) positions.size() * beatsPerChord / beatsPerBar;
            pieces.add(new Piece(progression.name(), encoding.encode(roll(positions))));
            intake.add(new Intake(progression.name(), notes, bars, Intake.Outcome.USED, ""));
        }
        return new Dataset(pieces, encoding, intake);
    }

    private PianoRoll roll(List<Position> positions) {
        int stepsPerChord = stepsPerQuarter * beatsPerChord;
        PianoRoll.Builder roll = new PianoRoll.Builder(positions.size() * stepsPerChord, stepsPerQuarter);
        for (int chord = 0; chord < positions.size(); chord++) {
            for (int midiPitch : positions.get(chord).midiPitches()) {
                int from = chord * stepsPerChord;
                roll.note(midiPitch - PianoRoll.LOWEST_MIDI_PITCH, from, from + stepsPerChord);
            }
        }
        return roll.build();
    }

    private static List<Progression> readAll(List<String> texts, List<String> keys) {
        List<Progression> progressions = new ArrayList<>();
        for (String text : texts) {
            for (String key : Progression.namesKey(text) ? keys.subList(0, 1) : keys) {
                progressions.add(Progression.read(text, Key.read(key)));
            }
        }
        return progressions;
    }

    private static void inRange(String setting, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(setting + ": must be from " + from + " to " + to + ", was " + value);
        }
    }

    private static void checkReadable(String setting, List<String> texts, Function<String, ?> reader) {
        try {
            texts.forEach(reader::apply);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(setting + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
