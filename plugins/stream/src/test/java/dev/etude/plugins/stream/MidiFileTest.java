package dev.etude.plugins.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MidiFileTest {
    private static final MidiFile FILE = new MidiFile(0, 85, 120, 4);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 12, 24})
    void readsBackCellByCell(int stepsPerQuarter) throws Exception {
        SplittableRandom random = new SplittableRandom(stepsPerQuarter);
        for (int steps : new int[] {1, 2, 3, 7, 16, 33, 64, 257, 1024, 4096}) {
            for (double density : new double[] {0.002, 0.05, 0.5}) {
                PianoRoll roll = random(steps, stepsPerQuarter, steps > 257 ? density / 25 : density, random);
                assertEquals(roll, read(FILE.bytes(roll), steps, stepsPerQuarter));
            }
        }
    }

    @Test
    void keepsSilenceFullChordsAndRepeats() throws Exception {
        assertEquals(empty(16), read(FILE.bytes(empty(16)), 16, 4));

        PianoRoll.Builder held = new PianoRoll.Builder(16, 4);
        PianoRoll.Builder repeated = new PianoRoll.Builder(16, 4);
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
            held.note(pitch, 0, 16);
            for (int step = 0; step < 16; step++) {
                repeated.cell(step, pitch, true);
            }
        }
        assertEquals(held.build(), read(FILE.bytes(held.build()), 16, 4));
        assertEquals(repeated.build(), read(FILE.bytes(repeated.build()), 16, 4));

        PianoRoll silentEnds = new PianoRoll.Builder(16, 4).note(40, 5, 6).note(87, 9, 11).build();
        assertEquals(silentEnds, read(FILE.bytes(silentEnds), 16, 4));
    }

    @Test
    void saysTempoMetreProgramAndVelocity() throws Exception {
        byte[] bytes = new MidiFile(127, 1, 90, 3).bytes(new PianoRoll.Builder(3, 1).note(0, 0, 1).build());
        boolean tempo = false;
        boolean metre = false;
        boolean program = false;
        boolean velocity = false;
        for (Track track : MidiSystem.getSequence(new ByteArrayInputStream(bytes)).getTracks()) {
            for (int i = 0; i < track.size(); i++) {
                if (track.get(i).getMessage() instanceof MetaMessage meta) {
                    byte[] data = meta.getData();
                    tempo |= meta.getType() == 0x51
                            && ((data[0] & 255) << 16 | (data[1] & 255) << 8 | data[2] & 255) == 666_666;
                    metre |= meta.getType() == 0x58 && data[0] == 3 && data[1] == 2;
                } else if (track.get(i).getMessage() instanceof ShortMessage message) {
                    program |= message.getCommand() == ShortMessage.PROGRAM_CHANGE && message.getData1() == 127;
                    velocity |= message.getCommand() == ShortMessage.NOTE_ON
                            && message.getData1() == 21
                            && message.getData2() == 1;
                }
            }
        }
        assertTrue(tempo && metre && program && velocity);
    }

    @Test
    void givesTheSameBytesFromFourThreadsAndPrintsNothing() throws Exception {
        PianoRoll roll = random(512, 12, 0.01, new SplittableRandom(5));
        byte[] alone = FILE.bytes(roll);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        String seen = printed(() -> {
            Callable<byte[]> call = () -> FILE.bytes(roll);
            for (Future<byte[]> together : threads.invokeAll(Collections.nCopies(100, call))) {
                assertArrayEquals(alone, together.get());
            }
            return null;
        });
        threads.shutdown();
        assertEquals("", seen);
    }

    @Test
    void letsOtherThreadsPrint() throws Exception {
        PianoRoll roll = random(1024, 4, 0.02, new SplittableRandom(6));
        String seen = printed(() -> {
            Thread other = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    System.out.println("é");
                    System.out.print('ü');
                    System.out.printf("%s", i % 10);
                }
            });
            other.start();
            while (other.isAlive()) {
                FILE.bytes(roll);
            }
            return null;
        });
        assertEquals(20_000, seen.chars().filter(character -> character == 'é').count());
        assertEquals(20_000, seen.chars().filter(character -> character == 'ü').count());
        assertEquals("", seen.replaceAll("[éü0-9\\r\\n]", ""));
    }

    @Test
    void refusesWhatWouldSpoilTheFile() {
        PianoRoll sevenths = new PianoRoll.Builder(7, 7).note(40, 0, 1).build();
        String drift = assertThrows(UserError.class, () -> FILE.bytes(sevenths)).getMessage();
        assertTrue(drift.contains("7 steps a quarter") && drift.contains("480"), drift);
        assertThrows(UserError.class, () -> new MidiFile(0, 85, 3.5, 4));
        assertThrows(UserError.class, () -> new MidiFile(0, 85, Double.POSITIVE_INFINITY, 4));
        assertThrows(UserError.class, () -> new MidiFile(0, 85, 120, 256));
        assertThrows(UserError.class, () -> FILE.bytes(empty(2_000_004)));
    }

    /** What is seen on the standard output during an action, which must leave that as it was. */
    private static String printed(Callable<Void> action) throws Exception {
        PrintStream standard = System.out;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(seen, true, StandardCharsets.UTF_8);
        System.setOut(screen);
        try {
            action.call();
            assertSame(screen, System.out);
        } finally {
            System.setOut(standard);
        }
        return seen.toString(StandardCharsets.UTF_8);
    }

    private static PianoRoll empty(int steps) {
        return new PianoRoll.Builder(steps, 4).build();
    }

    private static PianoRoll random(int steps, int stepsPerQuarter, double density, SplittableRandom random) {
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, stepsPerQuarter);
        for (int step = 0; step < steps; step++) {
            for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
                if (random.nextDouble() < density) {
                    int end = Math.min(steps, step + 1 + random.nextInt(1 + 3 * stepsPerQuarter));
                    roll.note(pitch, step, end);
                }
            }
        }
        return roll.build();
    }

    /** Reads with the JDK: a note begins at the nearest step and ends with the step in which its key is let go. */
    private static PianoRoll read(byte[] bytes, int steps, int stepsPerQuarter) throws Exception {
        Sequence sequence = MidiSystem.getSequence(new ByteArrayInputStream(bytes));
        int resolution = sequence.getResolution();
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, stepsPerQuarter);
        for (Track track : sequence.getTracks()) {
            long[] on = new long[128];
            long[] off = new long[128];
            Arrays.fill(on, -1);
            Arrays.fill(off, -1);
            for (int i = 0; i < track.size(); i++) {
                MidiEvent event = track.get(i);
                if (!(event.getMessage() instanceof ShortMessage message)
                        || message.getCommand() != ShortMessage.NOTE_ON) {
                    continue;
                }
                int key = message.getData1();
                if (message.getData2() > 0) {
                    assertEquals(-1, on[key], "key " + key + " struck while down");
                    assertTrue(event.getTick() > off[key], "key " + key + " let go and struck at one tick");
                    on[key] = event.getTick();
                } else {
                    int from = (int) ((on[key] * stepsPerQuarter + resolution / 2) / resolution);
                    int to = (int) ((event.getTick() * stepsPerQuarter + resolution - 1) / resolution);
                    roll.note(key - PianoRoll.LOWEST_MIDI_PITCH, from, to);
                    on[key] = -1;
                    off[key] = event.getTick();
                }
            }
            for (long key : on) {
                assertEquals(-1, key, "a note that never ends");
            }
        }
        return roll.build();
    }
}
