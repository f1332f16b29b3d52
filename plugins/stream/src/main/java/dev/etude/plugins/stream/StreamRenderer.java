package dev.etude.plugins.stream;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Doc;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a sample as MIDI. */
@Plugin("stream")
@Doc("A sample as MIDI (.mid)")
public record StreamRenderer(
        @Doc("Write a .mid file") boolean midi,
        @Doc("General MIDI instrument of the .mid file, 0 to 127; 0 is the grand piano") int program,
        @Doc("How hard each key is struck in the .mid file, 1 to 127") int velocity,
        @Doc("Quarter notes a minute, 4 to 1000; 0 is the tempo of the data") double tempo)
        implements Renderer {
    public StreamRenderer {
        requireRange("program", program, 0, 127);
        requireRange("velocity", velocity, 1, 127);
        if (tempo != 0 && !(tempo >= MidiFile.LOWEST_TEMPO && tempo <= MidiFile.HIGHEST_TEMPO)) {
            throw new IllegalArgumentException("tempo: must be 0 or from 4 to 1000, was " + tempo);
        }
    }

    public StreamRenderer() {
        this(true, 0, 85, 0);
    }

    @Override
    public List<Path> render(Request request) throws IOException {
        PianoRollEncoding encoding = request.sample().pianoRollEncoding("stream");
        PianoRoll roll = encoding.decode(request.sample().cells());
        double quartersAMinute = tempo == 0 ? encoding.tempo() : tempo;
        List<Path> files = new ArrayList<>();
        if (midi) {
            MidiFile file = new MidiFile(program, velocity, quartersAMinute, encoding.beatsPerBar());
            files.add(Files.write(request.file("mid"), file.bytes(roll)));
        }
        return files;
    }

    private static void requireRange(String setting, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(setting + ": must be from " + lowest + " to " + highest + ", was " + value);
        }
    }
}
