package dev.etude.plugins.mlflow;

import dev.etude.spi.RunRecord.Artifact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and values within MLflow's limits ({@code mlflow/utils/validation.py}). */
final class Names {
    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_PARAMETER = 6000;
    private static final int LONGEST_TAG = 8000;
    private static final Pattern REFUSED = Pattern.compile("[^\\w./ -]", Pattern.UNICODE_CHARACTER_CLASS);

    private Names() {}

    /** A key of a parameter, metric or tag; what MLflow refuses becomes {@code _}. */
    static String key(String name) {
        String path = Arrays.stream(REFUSED.matcher(name).replaceAll("_").split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.equals(".") || part.equals("..") ? "_" : part)
                .collect(Collectors.joining("/"));
        return path.isEmpty() ? "_" : path.substring(0, Math.min(path.length(), LONGEST_KEY));
    }

    /** A parameter's value; the whole of a longer one stands in the artifact {@code config.yaml}. */
    static String parameter(String value) {
        return cut(value, LONGEST_PARAMETER);
    }

    static String tag(String value) {
        return cut(value, LONGEST_TAG);
    }

    /** Where a file goes below the run's artifacts. The server refuses {@code #}. */
    static String artifact(Artifact artifact) {
        String path = artifact.path().toString().replace(artifact.path().getFileSystem().getSeparator(), "/");
        return path.replace('#', '_');
    }

    /**
     * The name, without its ending, by which the UI shows a picture in a grid over steps. Equal for an equal picture,
     * so that sending it twice does not show it twice.
     */
    static String gridImage(Artifact artifact, long step, long startMillis) {
        String path = artifact(artifact);
        String file = path.substring(path.lastIndexOf('/') + 1);
        String series = key(file.substring(0, file.lastIndexOf('.')));
        UUID identity = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
        return "images/" + series + "+step+" + step + "+timestamp+" + (startMillis + step) + "+" + identity;
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
