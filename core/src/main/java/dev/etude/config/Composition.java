package dev.etude.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens a configuration file and those that it {@code extends}, and lays each over those before it. */
final class Composition {
    static final String EXTENDS = "extends";

    private static final int LARGEST_FILE = 1 << 20;
    private static final int DEEPEST = 32;

    private final Path workingDirectory;
    private final Faults faults;
    private final List<Path> open = new ArrayList<>();
    private final Map<Path, Optional<Node.Mapping>> done = new HashMap<>();

    Composition(Path workingDirectory, Faults faults) {
        this.workingDirectory = workingDirectory;
        this.faults = faults;
    }

    /** The mapping that a file and all that it extends amount to; empty after a fault that hides the rest of a file. */
    Optional<Node.Mapping> read(Path file) {
        return read(file, new Place(file.toString(), 0, 0, null), "");
    }

    /** {@code asker} and {@code key} say where the file is named, for the case that it is not there. */
    private Optional<Node.Mapping> read(Path file, Place asker, String key) {
        Path real = workingDirectory.resolve(file).toAbsolutePath().normalize();
        if (open.contains(real) || open.size() == DEEPEST) {
            faults.add(asker, key, open.contains(real)
                    ? "a circle: " + circle(real) + "; take one of them out"
                    : "more than " + DEEPEST + " files deep; extend fewer");
            return Optional.empty();
        }
        String missing = whyNotAFile(real);
        if (!missing.isEmpty()) {
            faults.add(asker, key, key.isEmpty() ? missing : file + ": " + missing);
            return Optional.empty();
        }
        if (done.containsKey(real)) {
            return done.get(real);
        }
        Place place = new Place(file.toString(), 0, 0, real.getParent());
        faults.open(place.source());
        Optional<Node.Mapping> own = text(real, place).flatMap(text -> mapping(text, place));
        if (own.isEmpty()) {
            return own;
        }
        open.add(real);
        Optional<Node.Mapping> whole = extend(own.get(), file);
        open.remove(real);
        done.put(real, whole);
        return whole;
    }

    private Optional<Node.Mapping> extend(Node.Mapping own, Path file) {
        Node named = own.get(EXTENDS);
        if (named == null) {
            return Optional.of(own);
        }
        List<Node> names = named instanceof Node.Sequence list ? list.items() : List.of(named);
        Node whole = new Node.Mapping(Map.of(), own.place());
        boolean complete = true;
        for (Node name : names) {
            Optional<Node.Mapping> base = extended(name, file);
            complete &= base.isPresent();
            if (base.isPresent()) {
                whole = new Merge(faults).merge(whole, base.get(), "");
            }
        }
        Node.Mapping merged = (Node.Mapping) new Merge(faults).merge(whole, own.without(EXTENDS), "");
        return complete ? Optional.of(merged) : Optional.empty();
    }

    private Optional<Node.Mapping> extended(Node name, Path file) {
        if (name instanceof Node.Scalar scalar && scalar.isWord()) {
            try {
                return read(file.resolveSibling(scalar.text()).normalize(), name.place(), EXTENDS);
            } catch (InvalidPathException failure) {
                faults.add(name.place(), EXTENDS, "no path: " + failure.getReason() + "; write the name of a file");
                return Optional.empty();
            }
        }
        if (!(name instanceof Node.Broken)) {
            faults.add(name.place(), EXTENDS, "expected the name of a file, or a list of names, found " + name.words()
                    + "; write for example \"extends: base.yaml\"");
        }
        return Optional.empty();
    }

    private String circle(Path again) {
        return Stream.concat(open.subList(open.indexOf(again), open.size()).stream(), Stream.of(again))
                .map(path -> path.getFileName().toString())
                .collect(Collectors.joining(" extends "));
    }

    private static String whyNotAFile(Path file) {
        if (Files.isDirectory(file)) {
            return "a folder; name a file in it"
                    + siblings(file).stream().findFirst().map(name -> ", such as " + name).orElse("");
        }
        if (Files.exists(file)) {
            return "";
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "no such file, nor its folder; correct the path";
        }
        List<String> names = siblings(folder);
        return "no such file; " + Nearest.to(file.getFileName().toString(), names)
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse(names.isEmpty() ? "correct the path" : "that folder has " + String.join(", ", names));
    }

    private static List<String> siblings(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .limit(20)
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private Optional<String> text(Path file, Place place) {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(LARGEST_FILE + 1);
        } catch (AccessDeniedException failure) {
            faults.add(place, "", "may not be read; change its permissions");
            return Optional.empty();
        } catch (IOException failure) {
            faults.add(place, "", "cannot be read (" + failure.getMessage() + "); look at the file");
            return Optional.empty();
        }
        if (bytes.length > LARGEST_FILE) {
            faults.add(place, "", "larger than a megabyte, so hardly a configuration; name a YAML file");
            return Optional.empty();
        }
        return decode(bytes, place);
    }

    private Optional<String> decode(byte[] bytes, Place place) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, true);
        String text = characters.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(character -> character == '\n').count() + 1;
            faults.add(place.at(line, text.length() - text.lastIndexOf('\n')), "",
                    "not UTF-8 from here; save the file as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private Optional<Node.Mapping> mapping(String text, Place place) {
        int before = faults.count();
        Optional<Node> root = YamlText.parse(text, "", place, faults);
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (root.isPresent()) {
            faults.add(root.get().place(), "", "expected settings, each as \"key: value\", found " + root.get().words()
                    + "; see the examples in configs");
        } else if (faults.count() == before) {
            faults.add(place, "",
                    "empty; write settings, each as \"key: value\", or start from one of the examples in configs");
        }
        return Optional.empty();
    }
}
