package dev.etude.run;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Dataset;
import dev.etude.spi.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.factory.Nd4j;

/** Where a run's figures come from: versions, plugins, git commit, fingerprint of the data, machine. */
public final class Environment {
    /** The data fingerprint's name in {@code environment.json}. */
    public static final String FINGERPRINT = "data.fingerprint";

    private Environment() {}

    /**
     * Describes this machine and this run.
     *
     * @param home the project's folder, whose git commit is told
     * @param command what the user typed
     * @param plugins a line for each plugin that takes part: name, version, JAR
     */
    public static Map<String, String> describe(Path home, String command, List<String> plugins, Dataset dataset) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", command);
        facts.put("etude.version", etude());
        facts.put("git.commit", git(home, "rev-parse", "HEAD"));
        facts.put("git.changed", git(home, "status", "--porcelain", "--untracked-files=no").isEmpty() ? "no" : "yes");
        for (int plugin = 0; plugin < plugins.size(); plugin++) {
            facts.put("plugin." + plugin, plugins.get(plugin));
        }
        facts.put("data.pieces", String.valueOf(dataset.pieces().size()));
        facts.put(FINGERPRINT, fingerprint(dataset));
        facts.put("java.version", System.getProperty("java.version"));
        facts.put("java.vendor", System.getProperty("java.vendor"));
        facts.put("nd4j.version", version(Nd4j.class));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("architecture", System.getProperty("os.arch"));
        facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("threads", System.getenv().getOrDefault("OMP_NUM_THREADS", "not set"));
        return facts;
    }

    /** The version of Etude. */
    public static String etude() {
        return version(Environment.class);
    }

    /**
     * SHA-256 over the shape and the cells of every piece, in order: equal for equal music, whatever the files are
     * called.
     */
    public static String fingerprint(Dataset dataset) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Piece piece : dataset.pieces()) {
                BinarySequence cells = piece.cells();
                digest.update(ByteBuffer.allocate(8)
                        .putInt(cells.shape().steps())
                        .putInt(cells.shape().symbols())
                        .flip());
                digest.update(cells.toBitSet().toByteArray());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** What git says, or nothing: a project without git, or a machine without it, is no reason to stop. */
    private static String git(Path home, String... arguments) {
        if (!Files.exists(home.resolve(".git"))) {
            return "";
        }
        try {
            String[] command = new String[arguments.length + 3];
            command[0] = "git";
            command[1] = "-C";
            command[2] = home.toString();
            System.arraycopy(arguments, 0, command, 3, arguments.length);
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? answer : "";
        } catch (IOException absent) {
            return "";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
