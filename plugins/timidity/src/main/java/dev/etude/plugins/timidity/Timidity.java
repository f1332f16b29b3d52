package dev.etude.plugins.timidity;

import dev.etude.music.MidiPerformance;
import dev.etude.music.Recording;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program, run once a call.
 *
 * @param program the executable
 * @param rate frames a second
 * @param stereo two channels instead of one
 * @param timeout seconds that it may take
 * @param scratch a folder for what it writes
 */
record Timidity(String program, int rate, boolean stereo, int timeout, Path scratch) {
    // A plucked string is over before its key is up.
    private static final double MISSING_SECONDS = 1.0;
    private static final String MEND =
            "check that timidity.program is TiMidity++ 2.14 or newer, or use java-synth instead";

    /**
     * Plays a MIDI file.
     *
     * @param midi the file
     * @param music what is in it
     * @param configuration read after the program's own configuration, which it adds to
     * @throws NotInstalledException if there is no such program
     * @throws IOException if it takes too long or leaves out music; the message names program, file and mend
     */
    Outcome play(Path midi, MidiPerformance music, Optional<Path> configuration)
            throws IOException, NotInstalledException {
        Path wav = Files.createTempFile(scratch, "recording", ".wav");
        Path log = Files.createTempFile(scratch, "timidity", ".log");
        int exit = run(command(midi, wav, configuration), midi, log);
        String complaint = firstLine(log);
        // This is how an unreadable configuration ends; one that lacks sounds ends in silence.
        if (exit == 1) {
            return new Outcome(Optional.empty(), complaint);
        }
        if (exit != 0) {
            throw new IOException("timidity: " + program + " ended with exit code " + exit + " on " + midi + complaint
                    + "; " + MEND);
        }
        Recording recording = measure(wav, midi, complaint);
        if (recording.seconds() < music.seconds() - MISSING_SECONDS) {
            throw new IOException(String.format(Locale.ROOT, "timidity: %s played %.1f of the %.1f seconds of %s%s; %s",
                    program, recording.seconds(), music.seconds(), midi, complaint, MEND));
        }
        boolean heard = music.notes() == 0 || !recording.isSilent();
        return new Outcome(heard ? Optional.of(recording) : Optional.empty(), complaint);
    }

    private Recording measure(Path wav, Path midi, String complaint) throws IOException {
        try {
            return Recording.measure(wav);
        } catch (IOException exception) {
            throw new IOException("timidity: " + program + " wrote no 24-bit WAV of " + midi + complaint + "; " + MEND,
                    exception);
        }
    }

    private List<String> command(Path midi, Path wav, Optional<Path> configuration) {
        List<String> command = new ArrayList<>(List.of(program));
        configuration.ifPresent(file -> command.addAll(List.of("-c", file.toAbsolutePath().toString())));
        // Without --preserve-silence, rests before the first note vanish.
        command.addAll(List.of("--preserve-silence", stereo ? "-Ow2S" : "-Ow2M", "-s", Integer.toString(rate),
                "--quiet=2", "-o", wav.toAbsolutePath().toString(), "--", midi.toAbsolutePath().toString()));
        return command;
    }

    private int run(List<String> command, Path midi, Path log) throws IOException, NotInstalledException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        } catch (IOException exception) {
            throw new NotInstalledException("cannot find or start the program " + program,
                    "install TiMidity++ (Debian, Ubuntu: apt-get install timidity timgm6mb-soundfont; macOS: brew"
                            + " install timidity), set timidity.program");
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout, TimeUnit.SECONDS)) {
                throw new IOException("timidity: " + program + " was still busy with " + midi + " after " + timeout
                        + " seconds; set timidity.timeout higher");
            }
            return process.exitValue();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("timidity: interrupted while playing " + midi);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String firstLine(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> " (" + line.strip() + ")")
                .orElse("");
    }

    /**
     * How a run of the program ended.
     *
     * @param recording what it played; empty if its configuration cannot be read or gives no sound
     * @param complaint what it said first, in parentheses after a space; empty if nothing
     */
    record Outcome(Optional<Recording> recording, String complaint) {}
}
