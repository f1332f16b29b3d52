package dev.etude.plugins.midi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The notes, tempos and time signatures of one MIDI file, in its own ticks. */
final class MidiScore {
    private static final int TRACK_NAME = 0x03;
    private static final int SET_TEMPO = 0x51;
    private static final int TIME_SIGNATURE = 0x58;
    private static final int DRUM_CHANNEL = 9;
    private static final double MICROSECONDS_A_MINUTE = 60e6;
    private static final double DEFAULT_TEMPO = 120;
    private static final int DEFAULT_BEATS = 4;
    private static final int LONGEST_BAR = 32;

    private final int ticksPerQuarter;
    private final List<MidiNote> notes = new ArrayList<>();
    private final NavigableMap<Long, Double> tempos = new TreeMap<>();
    private final NavigableMap<Long, TimeSignature> timeSignatures = new TreeMap<>();
    private int drumNotes;
    private int looseNotes;

    private MidiScore(int ticksPerQuarter) {
        this.ticksPerQuarter = ticksPerQuarter;
    }

    /**
     * Reads a file.
     *
     * @throws UnusableFileException if it is damaged or lacks the track that the settings name
     */
    static MidiScore read(MidiBytes file, MidiSource settings) throws UnusableFileException {
        MidiScore score = new MidiScore(file.ticksPerQuarter());
        List<Track> tracks = new ArrayList<>();
        file.read(new MidiBytes.Events() {
            private Track track = new Track(settings);

            @Override
            public void note(long tick, boolean on, int channel, int midiPitch) {
                track.note(tick, on, channel, midiPitch);
            }

            @Override
            public void meta(long tick, int type, byte[] data) {
                if (type == TRACK_NAME && track.name == null) {
                    track.name = data;
                } else {
                    score.readTime(tick, type, data);
                }
            }

            @Override
            public void endOfTrack(long tick) {
                track.finish(tick);
                tracks.add(track);
                track = new Track(settings);
            }
        });
        for (Track track : chosen(tracks, settings.track())) {
            score.notes.addAll(track.notes);
            score.drumNotes += track.drumNotes;
            score.looseNotes += track.looseNotes;
        }
        return score;
    }

    /** The ticks of a quarter note, at least 1. */
    int ticksPerQuarter() {
        return ticksPerQuarter;
    }

    /** The notes, track by track. */
    List<MidiNote> notes() {
        return notes;
    }

    /** Notes of the percussion channel that were left out. */
    int drumNotes() {
        return drumNotes;
    }

    /** Notes that nothing ended. */
    int looseNotes() {
        return looseNotes;
    }

    /** How many times the tempo changes. */
    int tempoChanges() {
        return tempos.tailMap(0L, false).size();
    }

    /** The tempo, in quarter notes a minute, that half of the music up to a tick is not faster than. */
    double tempo(long endTick) {
        TreeMap<Double, Long> ticks = new TreeMap<>();
        long start = 0;
        double tempo = DEFAULT_TEMPO;
        for (Map.Entry<Long, Double> change : tempos.headMap(endTick).entrySet()) {
            ticks.merge(tempo, change.getKey() - start, Long::sum);
            start = change.getKey();
            tempo = change.getValue();
        }
        ticks.merge(tempo, endTick - start, Long::sum);
        long slower = 0;
        for (Map.Entry<Double, Long> entry : ticks.entrySet()) {
            slower += entry.getValue();
            if (2 * slower >= endTick && entry.getValue() > 0) {
                return entry.getKey();
            }
        }
        return tempo;
    }

    /** The quarter notes a bar that hold for most of the music up to a tick; 4 where no time signature says others. */
    int beatsPerBar(long endTick) {
        TreeMap<Integer, Long> ticks = new TreeMap<>();
        long start = 0;
        int beats = DEFAULT_BEATS;
        for (Map.Entry<Long, TimeSignature> change : timeSignatures.headMap(endTick).entrySet()) {
            ticks.merge(beats, change.getKey() - start, Long::sum);
            start = change.getKey();
            beats = change.getValue().wholeQuarters();
        }
        ticks.merge(beats, endTick - start, Long::sum);
        return MidiSource.commonest(ticks);
    }

    /** How many times, up to a tick, bars begin to have another length; a pickup's own bar does not count. */
    int barChanges(long endTick) {
        long start = pickup();
        int changes = 0;
        int beats = timeSignatures.isEmpty() || timeSignatures.firstKey() > start
                ? DEFAULT_BEATS
                : timeSignatures.floorEntry(start).getValue().wholeQuarters();
        for (TimeSignature signature : timeSignatures.subMap(start, false, Math.max(start, endTick), false).values()) {
            changes += signature.wholeQuarters() == beats ? 0 : 1;
            beats = signature.wholeQuarters();
        }
        return changes;
    }

    /**
     * The ticks of a pickup, 0 if there is none: the first time signature lasts one bar, shorter than the next one's.
     */
    long pickup() {
        if (timeSignatures.size() < 2 || timeSignatures.firstKey() != 0) {
            return 0;
        }
        long second = timeSignatures.higherKey(0L);
        double firstBar = timeSignatures.get(0L).quarters() * ticksPerQuarter;
        return second == firstBar && firstBar < timeSignatures.get(second).quarters() * ticksPerQuarter ? second : 0;
    }

    private static List<Track> chosen(List<Track> tracks, String wanted) throws UnusableFileException {
        if (wanted.equals(MidiSource.ALL_TRACKS)) {
            return tracks;
        }
        if (wanted.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(wanted);
            if (number > tracks.size()) {
                throw new UnusableFileException("has no track " + number + ", only " + tracks.size());
            }
            return tracks.subList(number - 1, number);
        }
        List<String> names = new ArrayList<>();
        for (Track track : tracks) {
            if (track.name().equalsIgnoreCase(wanted)) {
                return List.of(track);
            }
            names.add("'" + track.name() + "'");
        }
        throw new UnusableFileException("has no track '" + wanted + "', only " + String.join(", ", names));
    }

    /** Tempos and time signatures that no music can have (0 microseconds, quarters of 2^-255) are passed over. */
    private void readTime(long tick, int type, byte[] data) {
        if (type == SET_TEMPO && data.length == 3) {
            int microseconds = (data[0] & 0xFF) << 16 | (data[1] & 0xFF) << 8 | data[2] & 0xFF;
            if (microseconds > 0) {
                tempos.put(tick, MICROSECONDS_A_MINUTE / microseconds);
            }
        } else if (type == TIME_SIGNATURE && data.length >= 2 && data[0] > 0 && data[1] >= 0 && data[1] <= 6) {
            TimeSignature signature = new TimeSignature(data[0], 1 << data[1]);
            if (signature.wholeQuarters() <= LONGEST_BAR) {
                timeSignatures.put(tick, signature);
            }
        }
    }

    /** The notes of one track. */
    private static final class Track {
        private final MidiSource settings;
        private final List<MidiNote> notes = new ArrayList<>();
        private final NotePairing pairing;
        private byte[] name;
        private int drumNotes;
        private int looseNotes;

        Track(MidiSource settings) {
            this.settings = settings;
            this.pairing = new NotePairing(settings.noteOff(), notes);
        }

        void note(long tick, boolean on, int channel, int midiPitch) {
            if (channel == DRUM_CHANNEL && !settings.drums()) {
                drumNotes += on ? 1 : 0;
            } else if (on) {
                pairing.noteOn(tick, channel, midiPitch);
            } else {
                pairing.noteOff(tick, channel, midiPitch);
            }
        }

        void finish(long endOfTrack) {
            looseNotes = pairing.finish(settings.holdLooseNotes(), endOfTrack);
        }

        String name() {
            String text = name == null ? "" : new String(name, StandardCharsets.UTF_8);
            return text.replaceAll("\\p{Cntrl}", "?").strip();
        }
    }

    private record TimeSignature(int numerator, int denominator) {
        double quarters() {
            return 4.0 * numerator / denominator;
        }

        /** The quarters of a bar, or of as many bars as are needed for whole quarters: 3 for 3/4, 6/8 and 3/8. */
        int wholeQuarters() {
            int quarters = 4 * numerator;
            int bars = 1;
            while (bars * quarters % denominator != 0) {
                bars++;
            }
            return bars * quarters / denominator;
        }
    }
}
