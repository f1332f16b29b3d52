package dev.etude.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Renderer;
import dev.etude.spi.Renderer.Request;
import dev.etude.spi.Sample;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Renderer} keeps to. It renders samples of any encoding, or refuses those that it does not
 * understand with a {@link UserError}.
 */
public abstract class RendererContract extends PluginContract<Renderer> {
    private static final String STEM = "sample-01";

    private final List<String> notices = new ArrayList<>();

    @TempDir
    private Path temporary;

    /** For plugins outside this package. */
    protected RendererContract() {
        super(Renderer.class);
    }

    /** A sample that the renderer understands, another for each seed. */
    protected Sample sample(long seed) {
        return new Sample("Sample", Examples.music(Examples.KEYS, 16, seed), Examples.KEYS);
    }

    /**
     * Makes the files that renderers before this one in a config make of a sample, named {@code folder/stem.*}; none if
     * this renderer needs none.
     */
    protected List<Path> made(Sample sample, Path folder, String stem) throws Exception {
        return List.of();
    }

    @Test
    final void writesFilesNamedAfterTheStem() throws Exception {
        List<Path> written = render(sample(1), temporary);

        assertFalse(written.isEmpty(), "a renderer makes at least one file");
        for (Path file : written) {
            assertTrue(file.getFileName().toString().startsWith(STEM + "."), file + " must be named " + STEM + ".*");
            assertTrue(Files.isRegularFile(file) && Files.size(file) > 0, file + " must be a file and not empty");
        }
    }

    @Test
    final void writesNothingElse() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        Path stranger = Files.writeString(folder.resolve("sample-02.txt"), "not yours");
        List<Path> expected = new ArrayList<>(made(sample(1), folder, STEM));
        Map<String, byte[]> before = contents(expected);
        expected.addAll(plugin().render(request(sample(1), folder, List.copyOf(expected))));
        expected.add(stranger);

        try (Stream<Path> files = Files.walk(temporary)) {
            assertEquals(
                    expected.stream().map(Path::toAbsolutePath).distinct().sorted().toList(),
                    files.filter(Files::isRegularFile).map(Path::toAbsolutePath).sorted().toList(),
                    "the files in the folder are those that the renderer says it wrote");
        }
        assertEquals("not yours", Files.readString(stranger));
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            assertBytes(file.getValue(), folder.resolve(file.getKey()));
        }
    }

    @Test
    final void givesTheSameBytesAgain() throws Exception {
        Map<String, byte[]> first = rendered(1, "first");
        Map<String, byte[]> second = rendered(1, "second");

        assertEquals(first.keySet(), second.keySet());
        for (Map.Entry<String, byte[]> file : first.entrySet()) {
            assertBytes(file.getValue(), temporary.resolve("second").resolve(file.getKey()));
        }
    }

    @Test
    final void rendersTheSampleThatItIsGiven() throws Exception {
        Map<String, byte[]> one = rendered(1, "one");
        Map<String, byte[]> other = rendered(2, "other");

        assertFalse(
                one.entrySet().stream().allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey()))),
                "two samples gave the same files");
    }

    @Test
    final void saysWhenAFileCannotBeWritten() throws Exception {
        Path nowhere = temporary.resolve("no-such-folder");
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        List<Path> made = made(sample(1), folder, STEM);

        Exception failure = assertThrows(Exception.class, () -> plugin().render(request(sample(1), nowhere, made)));
        assertTrue(
                failure instanceof IOException || failure instanceof UserError,
                "a file that cannot be written is an IOException, not " + failure);
    }

    @Test
    final void rendersOrPlainlyRefusesOtherSamples() throws Exception {
        Sample usual = sample(1);
        BinarySequence silence = BinarySequence.of(usual.cells().shape(), new BitSet());
        BinarySequence onsets = Examples.music(Examples.KEYS_WITH_ONSETS, 16, 1);
        rendersOrRefuses(new Sample("Silence", silence, usual.encoding()), true);
        rendersOrRefuses(new Sample("Onsets", onsets, Examples.KEYS_WITH_ONSETS), true);
        rendersOrRefuses(new Sample("Letters", Examples.letters(16, 1), Examples.LETTERS), false);
    }

    @Test
    final void saysNoticesInOneLine() throws Exception {
        render(sample(1), temporary);

        notices.forEach(notice -> assertTrue(oneLine(notice), "a notice is one line, not \"" + notice + "\""));
    }

    private void rendersOrRefuses(Sample sample, boolean music) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve(sample.title()));
        List<Path> made = music ? made(sample, folder, STEM) : List.of();
        try {
            assertFalse(plugin().render(request(sample, folder, made)).isEmpty(), "no file of " + sample.title());
        } catch (UserError refusal) {
            assertPlain(refusal);
        }
    }

    private List<Path> render(Sample sample, Path folder) throws Exception {
        return plugin().render(request(sample, folder, made(sample, folder, STEM)));
    }

    private Map<String, byte[]> rendered(long seed, String folder) throws Exception {
        return contents(render(sample(seed), Files.createDirectory(temporary.resolve(folder))));
    }

    private Request request(Sample sample, Path folder, List<Path> made) {
        return new Request(sample, folder, STEM, made, notices::add);
    }

    private static Map<String, byte[]> contents(List<Path> files) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path file : files) {
            contents.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        return contents;
    }

    private static void assertBytes(byte[] expected, Path file) throws IOException {
        assertArrayEquals(expected, Files.readAllBytes(file), "the bytes of " + file.getFileName());
    }
}
