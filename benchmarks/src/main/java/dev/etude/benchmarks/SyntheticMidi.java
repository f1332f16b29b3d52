package dev.etude.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Writes MIDI files of about 46 KB into a new folder, always the same ones: {@code SyntheticMidi FOLDER NUMBER}. Each
 * has four voices, a track each, that walk through the middle of the keyboard in sixteenths to quarters for some 600
 * quarters.
 */
public final class SyntheticMidi {
    private static final int VOICES = 4;
    private static final int VOICE_BYTES = 46 * 1024 / VOICES;
    private static final int QUARTER = 480;
    private static final int[] LENGTHS = {QUARTER / 4, QUARTER / 4, QUARTER / 2, QUARTER / 2, QUARTER};

    private SyntheticMidi() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int number = Integer.parseInt(arguments[1]);
        for (int file = 0; file < number; file++) {
            Files.write(folder.resolve(String.format("%05d.mid", file)), file(new SplittableRandom(file)));
        }
    }

    private static byte[] file(SplittableRandom random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(bytes);
        file.write("MThd".getBytes(StandardCharsets.US_ASCII));
        file.writeInt(6);
        file.writeShort(1);
        file.writeShort(VOICES);
        file.writeShort(QUARTER);
        for (int voice = 0; voice < VOICES; voice++) {
            byte[] track = voice(36 + 12 * voice, voice, random);
            file.write("MTrk".getBytes(StandardCharsets.US_ASCII));
            file.writeInt(track.length);
            file.write(track);
        }
        return bytes.toByteArray();
    }

    private static byte[] voice(int lowest, int channel, SplittableRandom random) {
        ByteArrayOutputStream track = new ByteArrayOutputStream();
        int above = 6;
        while (track.size() < VOICE_BYTES) {
            above = Math.floorMod(above + random.nextInt(-3, 4), 24);
            int length = LENGTHS[random.nextInt(LENGTHS.length)];
            track.writeBytes(new byte[] {0, (byte) (0x90 + channel), (byte) (lowest + above), 80});
            if (length >= 128) {
                track.write(0x80 | length >> 7);
            }
            track.write(length & 127);
            track.writeBytes(new byte[] {(byte) (0x80 + channel), (byte) (lowest + above), 64});
        }
        track.writeBytes(new byte[] {0, (byte) 0xFF, 0x2F, 0});
        return track.toByteArray();
    }
}
