package dev.etude.plugins.pianoroll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.music.PianoRoll;
import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.PianoRollEncoding;
import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import dev.etude.spi.SequenceShape;
import dev.etude.spi.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PianoRollRendererTest {
    private static final int NOTE = 0xFF4A90D9;
    private static final int MIDDLE_C = 60 - PianoRoll.LOWEST_MIDI_PITCH;

    @TempDir
    private Path folder;

    private final List<String> notices = new ArrayList<>();

    @Test
    void drawsEachNoteOnceInItsPlace() throws Exception {
        BufferedImage early = draw(new PianoRoll.Builder(16, 4).note(MIDDLE_C, 0, 4).build());
        BufferedImage late = draw(new PianoRoll.Builder(16, 4).note(MIDDLE_C, 8, 16).build());
        BufferedImage higher = draw(new PianoRoll.Builder(16, 4).note(MIDDLE_C, 0, 4).note(MIDDLE_C + 7, 0, 4).build());

        Box first = Box.ofNotes(early);
        Box second = Box.ofNotes(late);
        assertEquals(2.0, second.width() / (double) first.width(), 0.1, "twice as long");
        assertEquals(8 / 4.0, (second.left() - first.left()) / (double) first.width(), 0.1, "twice its length later");
        Box both = Box.ofNotes(higher);
        assertTrue(both.height() > 7 * first.height(), "a fifth is seven rows");
    }

    @Test
    void aRepeatedNoteDiffersFromAHeldOne() throws Exception {
        BufferedImage held = draw(new PianoRoll.Builder(16, 4).note(MIDDLE_C, 0, 8).build());
        BufferedImage repeated = draw(new PianoRoll.Builder(16, 4).note(MIDDLE_C, 0, 4).note(MIDDLE_C, 4, 8).build());

        assertEquals(held.getWidth(), repeated.getWidth());
        assertTrue(difference(held, repeated) > 20, "the second onset is visible");
    }

    @Test
    void chordNamesStandAboveTheNotes() throws Exception {
        PianoRoll.Builder roll = new PianoRoll.Builder(16, 4);
        for (int interval : new int[] {0, 3, 7, 10}) {
            roll.note(MIDDLE_C + interval, 4, 12);
        }
        BufferedImage named = draw(roll.build());
        BufferedImage unnamed = draw(roll.note(MIDDLE_C + 1, 4, 12).build());

        int highestNote = Box.ofNotes(named).top();
        int different = 0;
        for (int y = 0; y < highestNote; y++) {
            for (int x = 0; x < named.getWidth(); x++) {
                different += named.getRGB(x, y) == unnamed.getRGB(x, y) ? 0 : 1;
            }
        }
        assertTrue(different > 100, "five notes that are no chord have no name; only " + different + " pixels differ");
        BufferedImage without = ImageIO.read(new PianoRollRenderer(1400, false).render(request(roll.build(), "a title")).get(0).toFile());
        assertTrue(without.getHeight() < named.getHeight(), "names that are not wanted take no room");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "16,1", "16,4", "64,4", "1024,4", "4096,12", "2000,480", "100000,24"})
    void everyLengthGivesAPictureOfBoundedSize(int steps, int stepsPerQuarter) throws Exception {
        PianoRoll.Builder roll = new PianoRoll.Builder(steps, stepsPerQuarter);
        Random random = new Random(1);
        for (int step = 0; step < steps; step++) {
            roll.cell(step, random.nextInt(PianoRoll.PITCHES), true);
        }

        BufferedImage image = draw(roll.build());

        assertTrue(image.getWidth() >= 480 && image.getWidth() <= 1400, image.getWidth() + " wide");
        assertTrue(image.getHeight() >= 24 * 8 && image.getHeight() <= 6000, image.getHeight() + " high");
    }

    @Test
    void whatDoesNotFitIsSaid() throws Exception {
        draw(new PianoRoll.Builder(64, 4).note(MIDDLE_C, 0, 64).build());
        assertEquals(List.of(), notices);

        draw(new PianoRoll.Builder(100_000, 24).note(MIDDLE_C, 0, 100_000).build());
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).matches("piano-roll: shows the first \\d+ of 100000 steps.*"), notices.get(0));
    }

    @Test
    void theWidestPictureStaysSmallInMemory() throws Exception {
        PianoRoll roll = new PianoRoll.Builder(50_000, 4).note(0, 0, 50_000).note(87, 0, 50_000).build();

        Path file = new PianoRollRenderer(4000, true).render(request(roll, "wide")).get(0);

        BufferedImage image = ImageIO.read(file.toFile());
        assertTrue((long) image.getWidth() * image.getHeight() <= 10_000_000, image.getWidth() + " x " + image.getHeight());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MIDDLE_C, 87})
    void onePitchIsShownWithTwoOctaves(int pitch) throws Exception {
        PianoRoll roll = new PianoRoll.Builder(16, 4).note(pitch, 0, 16).build();
        BufferedImage one = draw(roll);
        BufferedImage all = draw(new PianoRoll.Builder(16, 4).note(0, 0, 16).note(87, 0, 16).build());

        assertTrue(one.getHeight() > 24 * 12 && one.getHeight() < 460, one.getHeight() + " high");
        assertTrue(all.getHeight() > 88 * 8, all.getHeight() + " high");
    }

    @Test
    void theSameSampleGivesTheSameBytes() throws Exception {
        PianoRoll roll = new PianoRoll.Builder(64, 4).note(MIDDLE_C, 0, 10).note(MIDDLE_C + 4, 10, 64).build();

        byte[] first = Files.readAllBytes(new PianoRollRenderer().render(request(roll, "first")).get(0));
        byte[] second = Files.readAllBytes(new PianoRollRenderer().render(request(roll, "first")).get(0));

        assertArrayEquals(first, second);
        assertEquals(List.of("sample-01.png"), Files.list(folder).map(file -> file.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "Größe, façade, 東京, \uD83C\uDFB9", "two\nlines\tand a tab", "\u0000"})
    void anyTitleCanBeDrawn(String title) throws Exception {
        PianoRoll roll = new PianoRoll.Builder(16, 4).note(MIDDLE_C, 0, 16).build();
        assertTrue(ImageIO.read(new PianoRollRenderer().render(request(roll, title)).get(0).toFile()).getWidth() > 0);
    }

    @Test
    void aLongTitleIsCutAtTheMargin() throws Exception {
        PianoRoll roll = new PianoRoll.Builder(16, 4).note(MIDDLE_C, 0, 16).build();
        Path file = new PianoRollRenderer().render(request(roll, "W".repeat(5_000))).get(0);

        BufferedImage image = ImageIO.read(file.toFile());
        for (int y = 0; y < 60; y++) {
            assertEquals(0xFFFFFFFF, image.getRGB(image.getWidth() - 20, y), "the right margin is empty at " + y);
        }
    }

    @Test
    void wordsAreNoPianoRoll() {
        Encoding words = new Encoding() {
            @Override
            public int symbols() {
                return 3;
            }

            @Override
            public String meaning() {
                return "words";
            }
        };
        Sample sample = new Sample("a text", BinarySequence.of(new SequenceShape(2, 3), new BitSet()), words);
        Renderer.Request request = new Renderer.Request(sample, folder, "sample-01", List.of(), notices::add);

        UserError error = assertThrows(UserError.class, () -> new PianoRollRenderer().render(request));

        assertTrue(error.getMessage().contains("piano-roll") && error.getMessage().contains("words"), error.getMessage());
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("output"), "a file");
        Sample sample = sample(new PianoRoll.Builder(16, 4).build(), "title");
        Renderer.Request request = new Renderer.Request(sample, notAFolder, "sample-01", List.of(), notices::add);

        IOException error = assertThrows(IOException.class, () -> new PianoRollRenderer().render(request));

        assertEquals(1, error.getMessage().lines().count());
        assertTrue(error.getMessage().startsWith("piano-roll: cannot write " + notAFolder.resolve("sample-01.png")), error.getMessage());
    }

    @Test
    void theWidthIsChecked() {
        for (int width : new int[] {479, 4001}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> new PianoRollRenderer(width, true));
            assertEquals("width: must be from 480 to 4000, was " + width, refused.getMessage());
        }
        assertFalse(new PianoRollRenderer(480, false).chords());
    }

    private BufferedImage draw(PianoRoll roll) throws IOException {
        return ImageIO.read(new PianoRollRenderer().render(request(roll, "a title")).get(0).toFile());
    }

    private Renderer.Request request(PianoRoll roll, String title) {
        return new Renderer.Request(sample(roll, title), folder, "sample-01", List.of(), notices::add);
    }

    private static Sample sample(PianoRoll roll, String title) {
        PianoRollEncoding encoding = new PianoRollEncoding(roll.stepsPerQuarter(), 4, 120, true);
        return new Sample(title, encoding.encode(roll), encoding);
    }

    private static int difference(BufferedImage one, BufferedImage other) {
        int different = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                different += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return different;
    }

    /** The smallest rectangle around everything in the blue of notes. */
    private record Box(int left, int top, int width, int height) {
        static Box ofNotes(BufferedImage image) {
            int left = Integer.MAX_VALUE;
            int top = Integer.MAX_VALUE;
            int right = -1;
            int bottom = -1;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    if (image.getRGB(x, y) == NOTE) {
                        left = Math.min(left, x);
                        top = Math.min(top, y);
                        right = Math.max(right, x);
                        bottom = Math.max(bottom, y);
                    }
                }
            }
            return new Box(left, top, right - left + 1, bottom - top + 1);
        }
    }
}
