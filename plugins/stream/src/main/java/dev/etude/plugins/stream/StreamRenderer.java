package dev.etude.plugins.stream;

import dev.etude.music.MusicXml;
import dev.etude.music.Part;
import dev.etude.music.PianoRoll;
import dev.etude.music.Stream;
import dev.etude.music.TimeSignature;
import dev.etude.spi.Doc;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a sample as MIDI that reads back to the same roll, and, as a stream in the sense of music21, as text like its
 * {@code show('text')} and as MusicXML for two hands.
 */
@Plugin("stream")
@Doc("A sample as MIDI (.mid), as text like music21's show('text') (.txt) and as MusicXML for two hands (.musicxml)")
public record StreamRenderer(
        @Doc("Write a .mid file; timidity and java-synth need it") boolean midi,
        @Doc("Write a .txt file: bars with their chords and rests") boolean text,
        @Doc("Write a .musicxml file, for notation programs") boolean musicxml,
        @Doc("General MIDI instrument, 0 to 127; 0 is the grand piano") int program,
        @Doc("How hard each key is struck in the .mid file, 1 to 127") int velocity,
        @Doc("Quarter notes a minute, 4 to 1000; 0 is the tempo of the data") double tempo)
        implements Renderer {
    private static final int MIDDLE_C = 60;

    public StreamRenderer {
        requireRange("program", program, 0, 127);
        requireRange("velocity", velocity, 1, 127);
        if (tempo != 0 && !(tempo >= MidiFile.LOWEST_TEMPO && tempo <= MidiFile.HIGHEST_TEMPO)) {
            throw new IllegalArgumentException("tempo: must be 0 or from 4 to 1000, was " + tempo);
        }
        if (!midi && !text && !musicxml) {
            throw new IllegalArgumentException("midi: must be true if text and musicxml are false");
        }
    }

    public StreamRenderer() {
        this(true, true, true, 0, 85, 0);
    }

    /**
     * @throws UserError for the same reasons as {@link #render}
     */
    @Override
    public void check(Encoding encoding) {
        PianoRollEncoding keys = PianoRollEncoding.of(encoding, "stream");
        if (midi) {
            midiFile(keys).check(keys.stepsPerQuarter());
        }
    }

    /**
     * @throws UserError if the symbols are not piano keys, or if MIDI cannot hold the sample exactly: its steps a
     *     quarter do not divide 480, or its tempo lies outside 4 to 1000
     */
    @Override
    public List<Path> render(Request request) throws IOException {
        PianoRollEncoding encoding = request.sample().pianoRollEncoding("stream");
        PianoRoll roll = encoding.decode(request.sample().cells());
        double quartersAMinute = quartersAMinute(encoding);
        TimeSignature metre = new TimeSignature(encoding.beatsPerBar(), 4);
        String title = request.sample().title();
        Stream stream = Stream.of(roll);
        List<Path> files = new ArrayList<>();
        if (midi) {
            files.add(Files.write(request.file("mid"), midiFile(encoding).bytes(roll)));
        }
        if (text) {
            String view = Part.of(stream, title, quartersAMinute, metre).text();
            files.add(Files.writeString(request.file("txt"), view));
        }
        if (musicxml) {
            Part rightHand = Part.of(stream.filter(pitch -> pitch >= MIDDLE_C), title, quartersAMinute, metre);
            Part leftHand = Part.of(stream.filter(pitch -> pitch < MIDDLE_C), title, quartersAMinute, metre);
            String score = MusicXml.write(List.of(rightHand, leftHand), program);
            files.add(Files.writeString(request.file("musicxml"), score));
        }
        return files;
    }

    private MidiFile midiFile(PianoRollEncoding encoding) {
        return new MidiFile(program, velocity, quartersAMinute(encoding), encoding.beatsPerBar());
    }

    private double quartersAMinute(PianoRollEncoding encoding) {
        return tempo == 0 ? encoding.tempo() : tempo;
    }

    private static void requireRange(String setting, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    setting + ": must be from " + lowest + " to " + highest + ", was " + value);
        }
    }
}
