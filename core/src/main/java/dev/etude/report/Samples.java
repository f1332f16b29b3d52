package dev.etude.report;

import dev.etude.spi.RunRecord.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The run's samples as the page shows them: the last ones in full, and how the first few of them grew. */
final class Samples {
    private static final int MOST_SHOWN = 24;
    private static final int MOST_GROWING = 3;
    private static final int MOST_MOMENTS = 4;
    private static final long LONGEST_TEXT = 40_000;
    private static final Map<String, String> LABELS = Map.of("mid", "MIDI", "musicxml", "MusicXML", "txt", "Text");

    private final Path folder;
    private final Embedding embedding;
    private final TreeMap<Long, Map<String, SampleFiles>> steps;
    private final Neighbours neighbours;

    Samples(Path folder, List<Artifact> artifacts) throws IOException {
        this.folder = folder;
        this.embedding = new Embedding(folder);
        this.steps = SampleFiles.of(artifacts);
        this.neighbours = new Neighbours(folder, artifacts);
    }

    /** The last samples, and a line on how they travel in the page. */
    record Last(List<Sample> samples, String note) {}

    /** One sample. */
    record Sample(String name, Sight sight, Hearing hearing, Optional<Nearest> nearest) {}

    /** The training phrase nearest to a sample. */
    record Nearest(String words, List<Picture> pictures, List<Player> players) {}

    /** What there is to see and to take home. */
    record Sight(
            List<Picture> pictures,
            Optional<String> chords,
            List<Download> downloads,
            List<Link> links,
            Optional<Text> text) {}

    /** What there is to hear; what found no room in the page is a link. */
    record Hearing(List<Player> players, List<Link> links) {}

    record Picture(String source, String description) {}

    record Player(String source, String label) {}

    record Download(String label, String file, String address) {}

    record Link(String label, String address) {}

    record Text(String lines, boolean open) {}

    /** A few samples, each at several steps of the training. */
    record Growth(List<Growing> rows) {}

    record Growing(String name, List<Moment> moments) {}

    record Moment(String step, List<Picture> pictures, List<Player> players) {}

    /** The last samples; empty if nothing was rendered. */
    Optional<Last> last() throws IOException {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        long step = steps.lastKey();
        List<SampleFiles> shown = steps.get(step).values().stream().limit(MOST_SHOWN).toList();
        // Pictures and scores are small: they come first, and recordings share what room is left.
        List<Sight> sights = new ArrayList<>();
        List<Sound> sounds = new ArrayList<>();
        for (SampleFiles sample : shown) {
            sights.add(see(sample, step));
            sample.sounds().forEach(file -> sound(file).ifPresent(sounds::add));
            neighbours.of(sample.name())
                    .ifPresent(nearest -> nearest.files().sounds().forEach(file -> sound(file).ifPresent(sounds::add)));
        }
        Sound.Quality quality = embedding.qualityFor(sounds);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            SampleFiles sample = shown.get(i);
            samples.add(new Sample(sample.name(), sights.get(i), hear(sample, quality), nearest(sample, quality)));
        }
        return Optional.of(new Last(samples, note(step, samples, sounds.isEmpty(), quality)));
    }

    /** How the first samples grew; empty if they were rendered once. The same noise makes the same piece each time. */
    Optional<Growth> growth() throws IOException {
        if (steps.size() < 2) {
            return Optional.empty();
        }
        List<Growing> rows = new ArrayList<>();
        for (String name : steps.lastEntry().getValue().keySet().stream().limit(MOST_GROWING).toList()) {
            List<Moment> moments = new ArrayList<>();
            for (long step : firstLastAndBetween(List.copyOf(steps.keySet()))) {
                SampleFiles files = steps.get(step).getOrDefault(name, new SampleFiles(name, List.of()));
                String description = name + " at step " + Numbers.whole(step);
                List<Player> players = new ArrayList<>();
                for (Path file : files.sounds()) {
                    embedded(file, Sound.Quality.SKETCH)
                            .ifPresent(source -> players.add(new Player(source, description)));
                }
                moments.add(new Moment(Numbers.whole(step), pictures(files, description), players));
            }
            rows.add(new Growing(name, moments));
        }
        return Optional.of(new Growth(rows));
    }

    private Sight see(SampleFiles sample, long step) throws IOException {
        List<Picture> pictures = pictures(sample, sample.name() + " as a picture");
        List<Download> downloads = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        Optional<String> text = Optional.empty();
        for (Path file : sample.others()) {
            String extension = SampleFiles.extension(file);
            if (extension.equals("txt") && Files.size(folder.resolve(file)) <= LONGEST_TEXT) {
                text = Optional.of(Files.readString(folder.resolve(file)).strip());
            }
            String name = file.getFileName().toString();
            Optional<String> source = embedding.embed(file);
            if (source.isPresent()) {
                String label = LABELS.getOrDefault(extension, name);
                downloads.add(new Download(label, "step-" + step + "-" + name, source.get()));
            } else {
                links.add(link(file));
            }
        }
        if (pictures.size() < sample.pictures().size()) {
            for (Path file : sample.pictures()) {
                links.add(link(file));
            }
        }
        boolean onlyText = sample.pictures().isEmpty() && sample.sounds().isEmpty();
        return new Sight(
                pictures, text.flatMap(ChordLine::of), downloads, links, text.map(lines -> new Text(lines, onlyText)));
    }

    private Hearing hear(SampleFiles sample, Sound.Quality quality) throws IOException {
        List<Player> players = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (Path file : sample.sounds()) {
            Optional<String> source = embedded(file, quality);
            if (source.isPresent()) {
                players.add(new Player(source.get(), sample.name()));
            } else {
                links.add(link(file));
            }
        }
        return new Hearing(players, links);
    }

    /** What finds no room in the page is left out: the files lie beside it. */
    private Optional<Nearest> nearest(SampleFiles sample, Sound.Quality quality) throws IOException {
        Optional<Neighbours.Neighbour> neighbour = neighbours.of(sample.name());
        if (neighbour.isEmpty()) {
            return Optional.empty();
        }
        SampleFiles files = neighbour.get().files();
        String description = "the training phrase nearest to " + sample.name();
        List<Player> players = new ArrayList<>();
        for (Path file : files.sounds()) {
            embedded(file, quality).ifPresent(source -> players.add(new Player(source, description)));
        }
        return Optional.of(new Nearest(neighbour.get().words(), pictures(files, description), players));
    }

    private List<Picture> pictures(SampleFiles sample, String description) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (Path file : sample.pictures()) {
            embedding.embed(file).ifPresent(source -> pictures.add(new Picture(source, description)));
        }
        return pictures;
    }

    private Optional<String> embedded(Path file, Sound.Quality quality) throws IOException {
        Optional<Sound> sound = sound(file);
        if (sound.isPresent()) {
            return embedding.embed(sound.get(), quality);
        }
        return isWav(file) ? Optional.empty() : embedding.embed(file);
    }

    /** Empty if it is no WAV file, or one that cannot be read: that is linked to, and the page is made all the same. */
    private Optional<Sound> sound(Path file) {
        try {
            return isWav(file) ? Optional.of(Sound.of(folder.resolve(file))) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Link link(Path file) throws IOException {
        String length = sound(file).map(sound -> Numbers.clock(sound.seconds()) + " min, ").orElse("");
        String size = Numbers.size(Files.size(folder.resolve(file)));
        return new Link(file.getFileName() + " (" + length + size + ")", Embedding.link(file));
    }

    private String note(long step, List<Sample> samples, boolean silent, Sound.Quality quality) {
        List<String> lines = new ArrayList<>();
        int all = steps.get(step).size();
        if (all > samples.size()) {
            lines.add("These are the first " + samples.size() + " of " + Numbers.whole(all) + " samples.");
        }
        if (!silent) {
            lines.add("So that this page can be sent as one file, its recordings are mono at "
                    + (quality == Sound.Quality.FULL ? "22 kHz" : "11 kHz in 8 bits")
                    + "; the originals lie beside it, in samples/step-" + "%08d.".formatted(step));
        }
        int left = samples.stream().mapToInt(sample -> sample.hearing().links().size()).sum();
        if (left > 0) {
            lines.add((left == 1 ? "One recording was" : Numbers.whole(left) + " recordings were")
                    + " too long to travel inside it: a link leads to the file.");
        }
        return String.join(" ", lines);
    }

    private static boolean isWav(Path file) {
        return SampleFiles.extension(file).equals("wav");
    }

    private static List<Long> firstLastAndBetween(List<Long> steps) {
        int count = Math.min(MOST_MOMENTS, steps.size());
        Set<Long> shown = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            shown.add(steps.get((int) Math.round(i * (steps.size() - 1.0) / (count - 1))));
        }
        return List.copyOf(shown);
    }
}
