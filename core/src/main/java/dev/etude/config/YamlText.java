package dev.etude.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads one YAML text into a tree. What YAML would let slip is a fault here: a key said twice, an alias, a merge key,
 * a tag, a second document.
 */
final class YamlText {
    /** Deeper than any configuration, and far from where the recursion over the tree would overflow a stack. */
    private static final int DEEPEST = 100;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final String text;
    private final int[] characters;
    private final Place source;
    private final Faults faults;

    private YamlText(String text, Place source, Faults faults) {
        this.text = text;
        this.characters = text.codePoints().toArray();
        this.source = source;
        this.faults = faults;
    }

    /**
     * The tree of a text; empty if the text holds no value, or breaks off with a fault.
     *
     * @param key the setting that the text is the value of; empty for a whole file
     */
    static Optional<Node> parse(String text, String key, Place source, Faults faults) {
        return new YamlText(text, source, faults).parse(key);
    }

    private Optional<Node> parse(String key) {
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Node root = node(parser, key);
            if (parser.nextToken() != null) {
                faults.add(place(parser), "", "a second document begins here; keep one document in a file");
            }
            return Optional.of(root);
        } catch (JsonProcessingException failure) {
            tell(failure, key);
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string cannot fail to be read", impossible);
        }
    }

    private Node node(YAMLParser parser, String path) throws IOException {
        Place place = place(parser);
        if (parser.isCurrentAlias()) {
            faults.add(place, path,
                    "an alias (*" + parser.getText() + "); aliases are not understood here, write the value itself");
            return new Node.Broken(place);
        }
        if (parser.getTypeId() != null) {
            faults.add(place, path, "a tag (!" + parser.getTypeId() + "); tags are not understood here, take it out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, path, place);
            case START_ARRAY -> sequence(parser, path, place);
            default -> new Node.Scalar(parser.getText(), isPlain(parser), place);
        };
    }

    private Node mapping(YAMLParser parser, String path, Place place) throws IOException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            Place keyPlace = place(parser);
            parser.nextToken();
            Node value = node(parser, keyPath);
            Node.Entry earlier = entries.get(key);
            if (key.equals("<<")) {
                faults.add(keyPlace, path,
                        "a merge key (<<); write the settings themselves, or use extends: other.yaml");
            } else if (earlier != null) {
                faults.add(keyPlace, keyPath,
                        "said twice, first in line " + earlier.place().line() + "; take one of them out");
            } else {
                entries.put(key, new Node.Entry(keyPlace, value));
            }
        }
        return new Node.Mapping(entries, place);
    }

    private Node sequence(YAMLParser parser, String path, Place place) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, path + "." + items.size()));
        }
        return new Node.Sequence(items, place);
    }

    private Place place(YAMLParser parser) {
        return source.at(parser.currentTokenLocation().getLineNr(), parser.currentTokenLocation().getColumnNr());
    }

    private boolean isPlain(YAMLParser parser) {
        int offset = (int) parser.currentTokenLocation().getCharOffset();
        return offset >= characters.length || "\"'|>".indexOf(characters[offset]) < 0;
    }

    private void tell(JsonProcessingException failure, String key) {
        if (failure.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Place place = source.at(marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1);
            faults.add(place, key, problem(marked.getProblem()));
        } else if (failure.getCause() instanceof ReaderException unreadable) {
            int offset = Math.max(0, unreadable.getPosition());
            String before = text.substring(0, text.offsetByCodePoints(0, Math.min(offset, characters.length)));
            int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
            faults.add(source.at(line, before.length() - before.lastIndexOf('\n')), key,
                    String.format("a character that no text has (U+%04X); delete it", unreadable.getCodePoint()));
        } else if (failure.getLocation() != null) {
            faults.add(source.at(failure.getLocation().getLineNr(), failure.getLocation().getColumnNr()), key,
                    "not YAML that is understood here (" + failure.getOriginalMessage().split("[:\n<]")[0].strip()
                            + "); keys are plain words, nothing is nested deeper than a page can show");
        } else {
            faults.add(source, key, "not YAML; see the examples in configs");
        }
    }

    private static String problem(String problem) {
        if (problem.contains("TAB")) {
            return "a tab; indent with spaces";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a colon that fits no key; put a text with \": \" into quotes, or correct the indentation";
        }
        if (problem.startsWith("found character '")) {
            return "a word cannot begin with " + problem.charAt("found character '".length()) + "; put it into quotes";
        }
        String mend = problem.contains("stream end")
                ? "close the bracket or quote"
                : "look at the indentation, brackets and quotes before it";
        return "not YAML (" + problem.replace("<stream end>", "the end") + "); " + mend;
    }
}
