package dev.etude.report;

import dev.etude.spi.RunRecord.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@code report.html} shows, in the order in which it shows it.
 *
 * @param style the style sheet
 * @param script the script
 * @param scriptHash its SHA-256 in base64: the page allows this script and no other
 * @param failure for a run that did not end well
 * @param ailments what went wrong on the way
 */
record Page(
        String style,
        String script,
        String scriptHash,
        String experiment,
        String run,
        String when,
        Optional<Failure> failure,
        List<Ailing> ailments,
        List<String> story,
        Optional<Samples.Last> last,
        Optional<FigureTable> table,
        Optional<Curves> curves,
        Optional<Samples.Growth> growth,
        List<Command> commands,
        String config,
        Optional<IntakeSummary> intake,
        List<Fact> environment) {
    /** How the run ended, and why. */
    record Failure(String state, String why) {}

    /** A line for the terminal and what it does. */
    record Command(String line, String effect) {}

    /** One of the circumstances. */
    record Fact(String name, String value) {}

    static Page of(RunFacts facts) throws IOException {
        String script = Template.resource("report.js");
        Samples samples = new Samples(facts.run().folder(), facts.run().artifacts());
        return new Page(
                Template.resource("report.css"),
                script,
                hash(script),
                facts.run().experiment(),
                facts.run().name(),
                Numbers.moment(facts.status().startMillis()),
                failure(facts),
                Ailing.of(facts),
                Story.of(facts),
                samples.last(),
                FigureTable.of(facts),
                Curves.of(facts),
                samples.growth(),
                commands(facts),
                facts.config(),
                IntakeSummary.of(facts.intake()),
                facts.environment().entrySet().stream()
                        .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                        .toList());
    }

    private static Optional<Failure> failure(RunFacts facts) {
        String step = Numbers.whole(facts.lastStep());
        return switch (facts.status().state()) {
            case FINISHED -> Optional.empty();
            case FAILED -> Optional.of(new Failure("This run failed after step " + step + ".", facts.status().why()));
            case RUNNING -> Optional.of(new Failure("This run is still under way, at step " + step + ".", ""));
        };
    }

    private static List<Command> commands(RunFacts facts) {
        String run = quoted(shown(facts.run().folder()));
        List<Command> commands = new ArrayList<>();
        boolean finished = facts.status().state() == State.FINISHED;
        if (!finished) {
            commands.add(new Command("./runner resume " + run, "goes on from the last checkpoint"));
        }
        commands.add(new Command(
                "./runner sample " + run + " count=16 seed=2", "draws more music from this generator"));
        if (Files.exists(facts.run().folder().resolve("checkpoints/best.zip"))) {
            commands.add(new Command(
                    "./runner sample " + run + " count=16 checkpoint=best", "draws from its best measurement instead"));
        }
        if (finished) {
            commands.add(new Command(
                    "./runner reproduce " + run, "runs it again and compares every figure and every sample"));
        }
        String config = quoted(shown(facts.run().folder().resolve("config.yaml")));
        commands.add(new Command("./runner " + config + " seed=2", "the same with another seed"));
        commands.add(new Command("./runner ui", "shows all runs beside each other"));
        return commands;
    }

    /** Relative to where the user stands, as the runner prints it at the end of a run. */
    private static Path shown(Path path) {
        Path standing = Path.of("").toAbsolutePath();
        return path.startsWith(standing) ? standing.relativize(path) : path;
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
