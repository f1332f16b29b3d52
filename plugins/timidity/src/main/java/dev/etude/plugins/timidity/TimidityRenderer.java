package dev.etude.plugins.timidity;

import dev.etude.music.MidiPerformance;
import dev.etude.music.Recording;
import dev.etude.spi.Doc;
import dev.etude.spi.MustExist;
import dev.etude.spi.Plugin;
import dev.etude.spi.Renderer;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plays the sample's MIDI file through TiMidity++ into a 16-bit WAV file, levelled so that its loudest moment is at 0.8
 * of full scale. Ends about two seconds after the last note; rests before the first note are kept.
 *
 * <p>TiMidity++ exits with 0 after playing nothing at all, so what it wrote is checked: whether it is a WAV file,
 * whether it is as long as the music, and whether it can be heard.
 */
@Plugin("timidity")
@Doc("WAV by TiMidity++, from the MIDI file that an earlier renderer made")
public record TimidityRenderer(
        @Doc("The TiMidity++ executable: a name on the PATH, or a file") String program,
        @Doc("A TiMidity++ configuration (.cfg) or SoundFont (.sf2); without one, TiMidity++'s own or an installed one")
                @MustExist Optional<Path> soundfont,
        @Doc("Frames a second, in hertz, from 8000 to 96000") int rate,
        @Doc("Whether to render two channels instead of one") boolean stereo,
        @Doc("Seconds that one sample may take, at least 1") int timeout,
        @Doc("The renderer that takes over where TiMidity++ or a sound font is not installed")
                Optional<Renderer> otherwise)
        implements Renderer {
    private static final double LONGEST_SECONDS = 3600;

    public TimidityRenderer() {
        this("timidity", Optional.empty(), 44_100, true, 120, Optional.empty());
    }

    public TimidityRenderer {
        if (program.isBlank()) {
            throw new IllegalArgumentException("program: must name the TiMidity++ executable, was empty");
        }
        soundfont.ifPresent(Sounds::check);
        if (rate < 8_000 || rate > 96_000) {
            throw new IllegalArgumentException("rate: must be from 8000 to 96000, was " + rate);
        }
        if (timeout < 1) {
            throw new IllegalArgumentException("timeout: must be at least 1, was " + timeout);
        }
    }

    @Override
    public List<Path> render(Request request) throws IOException {
        Path midi = request.made("mid", "timidity", "stream");
        MidiPerformance music = MidiPerformance.read(midi);
        if (music.seconds() > LONGEST_SECONDS) {
            throw new UserError("timidity: " + midi + " lasts " + Math.round(music.seconds() / 60)
                    + " minutes, and the longest is 60; shorten the sample");
        }
        Path scratch = Files.createTempDirectory("etude-timidity");
        try {
            Recording recording = record(midi, music, scratch, request);
            if (recording.clips()) {
                request.notices().accept(
                        "timidity: the loudest moments are cut off; set timidity.soundfont to a quieter one");
            }
            return List.of(write(recording, request.file("wav")));
        } catch (NotInstalledException missing) {
            Renderer standIn = otherwise.orElseThrow(() -> new UserError("timidity: " + missing.getMessage() + "; "
                    + missing.mend() + ", or write { plugin: timidity, otherwise: java-synth }"));
            request.notices().accept("timidity: " + missing.getMessage() + "; " + nameOf(standIn) + " renders instead");
            return standIn.render(request);
        } finally {
            delete(scratch);
        }
    }

    private Recording record(Path midi, MidiPerformance music, Path scratch, Request request)
            throws IOException, NotInstalledException {
        Timidity timidity = new Timidity(program, rate, stereo, timeout, scratch);
        if (soundfont.isPresent()) {
            return timidity.play(midi, music, Optional.of(Sounds.configuration(soundfont.get(), scratch)))
                    .recording()
                    .orElseThrow(() -> new UserError("timidity.soundfont: " + soundfont.get() + " gives no sound for "
                            + midi.getFileName() + "; set it to another .cfg or .sf2 file"));
        }
        Timidity.Outcome own = timidity.play(midi, music, Optional.empty());
        if (own.recording().isPresent()) {
            return own.recording().get();
        }
        for (Path installed : Sounds.installed()) {
            Optional<Recording> recording =
                    timidity.play(midi, music, Optional.of(Sounds.configuration(installed, scratch))).recording();
            if (recording.isPresent()) {
                request.notices().accept("timidity: its own configuration gives no sound" + own.complaint() + "; uses "
                        + installed + ", timidity.soundfont chooses another");
                return recording.get();
            }
        }
        throw new NotInstalledException("finds no sound font" + own.complaint(),
                "install one (Debian, Ubuntu: apt-get install timgm6mb-soundfont), set timidity.soundfont to a .cfg"
                        + " or .sf2 file");
    }

    private static Path write(Recording recording, Path wav) throws IOException {
        try {
            recording.level(wav);
            return wav;
        } catch (IOException exception) {
            throw new IOException("timidity: cannot write " + wav + " (" + exception + ")", exception);
        }
    }

    private static String nameOf(Renderer renderer) {
        Plugin plugin = renderer.getClass().getAnnotation(Plugin.class);
        return plugin == null ? renderer.getClass().getSimpleName() : plugin.value();
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(scratch);
    }
}
