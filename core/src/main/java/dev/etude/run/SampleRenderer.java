package dev.etude.run;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Encoding;
import dev.etude.spi.Renderer;
import dev.etude.spi.Sample;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lets every renderer of a config work on a set of samples, into one folder that appears whole or not at all. */
final class SampleRenderer {
    private static final Pattern MADE = Pattern.compile("sample-\\d+.*|sample\\.yaml|figures\\.json");

    private final List<Renderer> renderers;
    private final Encoding encoding;
    private final Consumer<String> notices;

    /**
     * @param renderers in the order of the config
     * @param encoding what the samples' symbols mean
     * @param notices takes lines for the user, each once
     */
    SampleRenderer(List<Renderer> renderers, Encoding encoding, Consumer<String> notices) {
        Set<String> said = ConcurrentHashMap.newKeySet();
        this.renderers = renderers;
        this.encoding = encoding;
        this.notices = line -> {
            if (said.add(line)) {
                notices.accept(line);
            }
        };
    }

    /**
     * Renders samples as {@code sample-01.*}, {@code sample-02.*} …; a folder that stands there is replaced.
     *
     * @param title of each sample, its number follows
     */
    void render(List<BinarySequence> samples, String title, Path folder) throws IOException {
        render(samples, title, folder, Map.of());
    }

    /** The same, with texts beside the samples, by the names of their files. */
    void render(List<BinarySequence> samples, String title, Path folder, Map<String, String> beside)
            throws IOException {
        List<String> titles =
                IntStream.rangeClosed(1, samples.size()).mapToObj(number -> title + ", " + number).toList();
        render(samples, titles, folder, beside);
    }

    /** The same, each sample with a title of its own. */
    void render(List<BinarySequence> samples, List<String> titles, Path folder, Map<String, String> beside)
            throws IOException {
        Path aside = folder.resolveSibling("." + folder.getFileName() + ".part");
        try {
            delete(aside);
            Files.createDirectories(aside);
            for (int number = 1; number <= samples.size(); number++) {
                Sample sample = new Sample(titles.get(number - 1), samples.get(number - 1), encoding);
                render(sample, aside, stem(number, samples.size()));
            }
            for (Map.Entry<String, String> text : beside.entrySet()) {
                Files.writeString(aside.resolve(text.getKey()), text.getValue());
            }
            delete(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            // On a full disk, what it takes is what the run's status needs.
            delete(aside);
            throw new IOException(folder + ": cannot be rendered: " + RunFolder.reason(failure), failure);
        }
    }

    /** What the names of a sample's files begin with. */
    static String stem(int number, int samples) {
        return ("sample-%0" + Math.max(2, String.valueOf(samples).length()) + "d").formatted(number);
    }

    /** Whether a folder holds nothing but what rendering and measuring make, so that it may be replaced. */
    static boolean isReplaceable(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> Files.isRegularFile(file)
                    && MADE.matcher(file.getFileName().toString()).matches());
        }
    }

    private void render(Sample sample, Path folder, String stem) throws IOException {
        List<Path> made = new ArrayList<>();
        for (Renderer renderer : renderers) {
            made.addAll(renderer.render(new Renderer.Request(sample, folder, stem, List.copyOf(made), notices)));
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
