package dev.etude.plugins.timidity;

import dev.etude.music.PianoRoll;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** A sample with a MIDI file, and a folder to render it into. */
final class Fixture {
    static final String STEM = "sample-01";

    private final Path folder;
    private final List<String> notices = new ArrayList<>();

    Fixture(Path folder) {
        this.folder = folder;
    }

    /** One second of rest, then a C major chord of a second and a half, at 120 quarters a minute. */
    Path chord() throws IOException, InvalidMidiDataException {
        Sequence sequence = new Sequence(Sequence.PPQ, 480);
        Track track = sequence.createTrack();
        for (int key : new int[] {60, 64, 67}) {
            track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, key, 85), 960));
            track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, key, 0), 2400));
        }
        return write(sequence);
    }

    /** A MIDI file in which nothing is played. */
    Path silence() throws IOException, InvalidMidiDataException {
        Sequence sequence = new Sequence(Sequence.PPQ, 480);
        sequence.createTrack().add(new MidiEvent(new ShortMessage(ShortMessage.PROGRAM_CHANGE, 0, 0, 0), 0));
        return write(sequence);
    }

    /** A program of one's own: a shell script in which {@code $out} is the file to write. */
    String script(String body) throws IOException {
        Path script = Files.createTempFile(folder, "program", ".sh");
        Files.writeString(script, "#!/bin/sh\nwhile [ $# -gt 1 ]; do [ \"$1\" = -o ] && out=$2; shift; done\n" + body + "\n");
        script.toFile().setExecutable(true);
        return script.toString();
    }

    Renderer.Request request(Path midi) throws IOException {
        return request(midi, Files.createDirectories(output()));
    }

    Renderer.Request request(Path midi, Path output) {
        PianoRollEncoding encoding = new PianoRollEncoding(4, 4, 120, false);
        Sample sample = new Sample("a chord", encoding.encode(new PianoRoll.Builder(16, 4).note(39, 8, 16).build()), encoding);
        return new Renderer.Request(sample, output, STEM, List.of(midi), notices::add);
    }

    Path output() {
        return folder.resolve("output");
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    List<String> notices() {
        return notices;
    }

    private Path write(Sequence sequence) throws IOException {
        Path midi = folder.resolve(STEM + ".mid");
        MidiSystem.write(sequence, 1, midi.toFile());
        return midi;
    }
}
