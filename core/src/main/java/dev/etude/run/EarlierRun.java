package dev.etude.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.etude.config.ConfigWriter;
import dev.etude.spi.Dataset;
import dev.etude.spi.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A run that was begun before, as its folder tells: what is done with it now must fit what it was. */
final class EarlierRun {
    private static final Set<String> FREE_SETTINGS = Set.of("runs", "data", "renderers", "trackers");
    private static final Pattern LIST_ITEM = Pattern.compile(".*?\\.\\d+(?=\\.|$)");

    private final Path path;

    EarlierRun(Path path) {
        this.path = path;
    }

    /** Its state in one word, as {@code status.json} has it. */
    String state() {
        return required(RunFiles.STATUS).path("state").asText();
    }

    /** Whether it came to its end. */
    boolean isFinished() {
        return state().equals("finished");
    }

    /**
     * What decides over the figures must be what it was when the run began. Where data lie and who follows the run may
     * change, which is said, and so may what a newer version has added.
     *
     * @param notices takes a line for each setting that may change and did
     * @throws UserError that names the first one that may not
     */
    void requireSameSettings(Experiment experiment, Consumer<String> notices) {
        Map<String, String> then = new LinkedHashMap<>();
        required(RunFiles.SETTINGS)
                .properties()
                .forEach(entry -> then.put(entry.getKey(), entry.getValue().asText()));
        Map<String, String> now = ConfigWriter.flat(experiment);
        Set<String> all = new LinkedHashSet<>(then.keySet());
        now.keySet().stream().filter(setting -> isInNewItem(setting, then.keySet())).forEach(all::add);
        for (String setting : all) {
            if (then.getOrDefault(setting, "").equals(now.get(setting))) {
                continue;
            }
            String change = path.resolve(RunFiles.CONFIG) + ": " + setting + ": was " + value(setting, then)
                    + " when the run began, now is " + value(setting, now);
            if (!FREE_SETTINGS.contains(setting.split("\\.")[0])) {
                throw new UserError(
                        change + "; undo that, or start a new run with ./runner " + path.resolve(RunFiles.CONFIG));
            }
            notices.accept(change + "; that is obeyed");
        }
    }

    /** The data must be what they were, cell by cell. */
    void requireSameData(Dataset dataset) {
        String then = required(RunFiles.ENVIRONMENT).path(Environment.FINGERPRINT).asText();
        if (!then.equals(Environment.fingerprint(dataset))) {
            throw new UserError(path + ": its data have changed since it began, so going on would be another run; bring"
                    + " them back, or start anew with ./runner " + path.resolve(RunFiles.CONFIG));
        }
    }

    /** A file of a run folder without which there is no going on. */
    private JsonNode required(String name) {
        try {
            return Json.read(path.resolve(name));
        } catch (IOException damaged) {
            throw new UserError(RunFolder.reason(damaged) + (name.equals(RunFiles.STATUS)
                            ? "; delete it, and ./runner resume " + path + " goes on without it"
                            : "; restore it, or start anew with ./runner " + path.resolve(RunFiles.CONFIG)), damaged);
        }
    }

    /** A setting's value in words; of one that has settings of its own, those. */
    private static String value(String setting, Map<String, String> flat) {
        String parts = flat.entrySet().stream()
                .filter(part -> part.getKey().startsWith(setting + "."))
                .map(part -> part.getKey().substring(setting.length() + 1) + ": " + part.getValue())
                .collect(Collectors.joining(", "));
        String value = flat.getOrDefault(setting, "null");
        return !parts.isEmpty() ? "{ " + parts + " }" : value.equals("null") ? "not set" : value;
    }

    /** Whether a setting is of an item that a list did not have; what a newer version has added is of an old one. */
    private static boolean isInNewItem(String setting, Set<String> then) {
        Matcher item = LIST_ITEM.matcher(setting);
        return item.lookingAt()
                && then.stream().noneMatch(old -> old.equals(item.group()) || old.startsWith(item.group() + "."));
    }
}
