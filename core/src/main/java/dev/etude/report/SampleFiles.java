package dev.etude.report;

import dev.etude.spi.RunRecord.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that the renderers made of one sample at one step, relative to the run's folder.
 *
 * @param name what a reader calls it: {@code Sample 3}
 * @param files in the order of their names
 */
record SampleFiles(String name, List<Path> files) {
    private static final Pattern STEM = Pattern.compile("sample-0*(\\d+)");
    private static final Set<String> PICTURES = Set.of("png", "svg", "jpg", "gif");
    private static final Set<String> SOUNDS = Set.of("wav", "mp3", "ogg", "flac");

    /** A run's samples by step; those of a step by name, in their order. */
    static TreeMap<Long, Map<String, SampleFiles>> of(List<Artifact> artifacts) {
        TreeMap<Long, Map<String, SampleFiles>> steps = new TreeMap<>();
        for (Artifact artifact : artifacts) {
            if (artifact.step().isPresent()) {
                String name = name(artifact.path());
                steps.computeIfAbsent(artifact.step().get(), step -> new LinkedHashMap<>())
                        .computeIfAbsent(name, any -> new SampleFiles(name, new ArrayList<>()))
                        .files
                        .add(artifact.path());
            }
        }
        return steps;
    }

    /** The part of a file's name after its last dot, in small letters. */
    static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    List<Path> pictures() {
        return files.stream().filter(file -> PICTURES.contains(extension(file))).toList();
    }

    List<Path> sounds() {
        return files.stream().filter(file -> SOUNDS.contains(extension(file))).toList();
    }

    /** Scores, text, and whatever else a renderer makes. */
    List<Path> others() {
        return files.stream()
                .filter(file -> !PICTURES.contains(extension(file)) && !SOUNDS.contains(extension(file)))
                .toList();
    }

    /** What a reader calls the sample that a file belongs to. */
    static String name(Path path) {
        String file = path.getFileName().toString();
        Matcher stem = STEM.matcher(file);
        return stem.lookingAt() ? "Sample " + stem.group(1) : file.replaceFirst("\\.[^.]*$", "");
    }
}
