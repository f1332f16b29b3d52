package dev.etude.plugins.pianoroll;

import dev.etude.music.PianoRoll;
import dev.etude.spi.Doc;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Draws the sample as a PNG: a keyboard at the left, a bar a note, bar and beat lines, chord names above. A long sample
 * continues on further lines, like a score. Needs neither a display nor a font.
 */
@Plugin("piano-roll")
@Doc("PNG of the piano roll, with octaves, bars and chord names")
public record PianoRollRenderer(
        @Doc("The picture's greatest width in pixels, from 480 to 4000") int width,
        @Doc("Whether chord names stand above the notes") boolean chords)
        implements Renderer {
    public PianoRollRenderer() {
        this(1400, true);
    }

    public PianoRollRenderer {
        if (width < 480 || width > 4000) {
            throw new IllegalArgumentException("width: must be from 480 to 4000, was " + width);
        }
    }

    @Override
    public List<Path> render(Request request) throws IOException {
        PianoRollEncoding encoding = request.sample().pianoRollEncoding("piano-roll");
        PianoRoll roll = encoding.decode(request.sample().cells());
        Layout layout = Layout.of(roll, encoding.stepsPerBar(), width, chords);
        if (layout.steps() < roll.steps()) {
            request.notices().accept("piano-roll: shows the first " + layout.steps() + " of " + roll.steps()
                    + " steps, a larger picture would be unwieldy; piano-roll.width makes room for more");
        }
        byte[] png = new Picture(request.sample().title(), roll, encoding, layout).png();
        return List.of(write(png, request.file("png")));
    }

    private static Path write(byte[] png, Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(aside, png);
            return Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException exception) {
            throw new IOException("piano-roll: cannot write " + file + " (" + exception + ")", exception);
        }
    }
}
