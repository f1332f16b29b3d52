package dev.etude.report;

import dev.etude.run.FolderRecord;
import dev.etude.spi.RunRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A run folder written by hand, file by file: whatever a run may leave behind. */
final class WrittenRun {
    private final Path folder;

    /** A run that has begun and left nothing but what every run begins with. */
    WrittenRun(Path parent) throws IOException {
        folder = Files.createDirectories(parent.resolve("evening/2026-11-25_20-00-00_seed-1"));
        write("config.yaml", "experiment: evening\n");
        write("settings.json", "{\"generator\": \"fc\", \"critic\": \"conv\", \"data.folder\": \"/music/midi\"}");
        write("environment.json", "{\"data.pieces\": \"12\", \"java.version\": \"17\"}");
        write("intake.json", "[]");
        write("metrics.jsonl", "");
        status("finished", "");
    }

    Path folder() {
        return folder;
    }

    void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void status(String state, String why) throws IOException {
        String json = "{\"state\": \"%s\", \"why\": \"%s\", \"started\": 1000, \"ended\": 61000}";
        write("status.json", json.formatted(state, why));
    }

    /** A WAV file of 16 bits that holds tones of equal loudness, in hertz. */
    void tones(String file, double seconds, int rate, int channels, double... tones) throws IOException {
        int frames = (int) (seconds * rate);
        ByteBuffer bytes = ByteBuffer.allocate(frames * channels * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < frames; frame++) {
            double sum = 0;
            for (double tone : tones) {
                sum += Math.sin(2 * Math.PI * tone * frame / rate) / tones.length;
            }
            for (int channel = 0; channel < channels; channel++) {
                bytes.putShort((short) (sum * 16_000));
            }
        }
        AudioFormat format = new AudioFormat(rate, 16, channels, true, false);
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        AudioInputStream audio = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, frames);
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, path.toFile());
    }

    /** The page of the run. */
    String page() throws IOException {
        RunRecord run = new FolderRecord(folder);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        Report.write(run, run.status(), page);
        return page.toString(StandardCharsets.UTF_8);
    }
}
