package dev.etude.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code critic.channels=64} and the like into a tree. */
final class Overrides {
    private static final Pattern KEY = Pattern.compile("[^\\s.=]+(\\.[^\\s.=]+)*");

    /** Where YAML's own syntax begins. Other texts are taken as they are, whatever signs a path or a title holds. */
    private static final Pattern YAML = Pattern.compile("[\\[{\"'].*", Pattern.DOTALL);

    private static final int LONGEST_KEY = 500;

    private final Place place;
    private final Faults faults;
    private final Map<String, Node> given = new LinkedHashMap<>();

    private Overrides(Path workingDirectory, Faults faults) {
        this.place = Place.commandLine(workingDirectory);
        this.faults = faults;
    }

    /** The tree of all overrides. What cannot be understood is a fault, and left out. */
    static Node.Mapping read(List<String> overrides, Path workingDirectory, Faults faults) {
        return new Overrides(workingDirectory, faults).read(overrides);
    }

    private Node.Mapping read(List<String> overrides) {
        overrides.forEach(this::take);
        Node.Mapping tree = new Node.Mapping(Map.of(), place);
        Merge merge = new Merge(faults);
        // The shorter key first: critic=fc critic.hidden=64 means the same in either order.
        List<Map.Entry<String, Node>> ordered = given.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().split("\\.").length))
                .toList();
        for (Map.Entry<String, Node> entry : ordered) {
            if (!contradicted(entry.getKey())) {
                tree = (Node.Mapping) merge.merge(tree, nested(entry.getKey(), entry.getValue()), "");
            }
        }
        return tree;
    }

    private void take(String override) {
        int equals = override.indexOf('=');
        String key = equals < 0 ? override : override.substring(0, equals).strip();
        if (equals < 0 || key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
            faults.add(place, "", "\"" + override + "\" sets nothing; write key=value, such as critic.channels=64");
        } else if (given.containsKey(key)) {
            faults.add(place, key, "set twice; take one of them out");
        } else {
            value(key, override.substring(equals + 1).strip()).ifPresent(value -> given.put(key, value));
        }
    }

    private Optional<Node> value(String key, String text) {
        if (YAML.matcher(text).matches()) {
            return YamlText.parse(text, key, place, faults);
        }
        return Optional.of(new Node.Scalar(text, true, place));
    }

    /**
     * Whether a shorter key gives a value that has no settings within, as in {@code seed=1 seed.x=2}, or names the
     * plugin already.
     */
    private boolean contradicted(String key) {
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            Node shorter = given.get(key.substring(0, dot));
            if (shorter instanceof Node.Scalar scalar && (!scalar.isWord() || key.endsWith("." + Merge.PLUGIN))) {
                faults.add(place, key,
                        "contradicts " + key.substring(0, dot) + "=" + scalar.text() + "; take one of them out");
                return true;
            }
        }
        return false;
    }

    private Node nested(String key, Node value) {
        int dot = key.lastIndexOf('.');
        Node.Mapping wrapped =
                new Node.Mapping(Map.of(key.substring(dot + 1), new Node.Entry(place, value)), place);
        return dot < 0 ? wrapped : nested(key.substring(0, dot), wrapped);
    }
}
