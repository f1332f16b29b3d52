package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation that belongs to somebody else, as in the Docker image: its user may read it, and writes to a folder of theirs. */
class ReadOnlyHomeTest {
    private static final Set<PosixFilePermission> WRITING = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final List<String> SWITCH = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final String JAVA = System.getProperty("java.home");
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    private static Path folder;

    private static Path home;
    private static Path own;
    private static List<String> asAnotherUser;

    @BeforeAll
    static void anInstallationThatCannotBeWritten() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "files here have no permissions");
        home = Files.createDirectory(folder.resolve("etude"));
        own = Files.createDirectory(folder.resolve("own"));
        new EtudeHome(home);
        Files.createDirectory(home.resolve("runs"));
        // The JARs lie in the build of whoever runs the tests, where another user may have no way to.
        Path library = home.resolve("plugins/distribution/target/lib");
        Files.delete(library);
        Files.createDirectory(library);
        try (Stream<Path> jars = Files.list(EtudeHome.library())) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, library.resolve(jar.getFileName().toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        asAnotherUser = System.getProperty("user.name").equals("root") ? SWITCH : List.of();
        if (!asAnotherUser.isEmpty()) {
            assumeTrue(canSwitchUser(), "root may write everywhere, and nobody else can be made to run this Java (setpriv)");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        permit(home, false);
    }

    @AfterAll
    static void letItBeDeleted() throws IOException {
        if (home != null) {
            permit(home, true);
        }
    }

    @Test
    void itRunsAndDrawsFromFoldersOfTheUsersOwn() throws Exception {
        Set<String> before = files();

        run(EtudeHome.fewSteps(home + "/configs/quick.yaml", "runs=runs")).requireExit(0);
        Path run;
        try (Stream<Path> runs = Files.list(own.resolve("runs/quick"))) {
            run = runs.findFirst().orElseThrow();
        }
        assertTrue(Files.exists(run.resolve("report.html")));
        assertTrue(Files.exists(run.resolve("samples/step-00000004/sample-01.wav")));

        run("sample", run.toString(), "count=1", "select=false", "out=more").requireExit(0);
        assertTrue(Files.exists(own.resolve("more/sample-01.mid")));

        run("compare", "runs/quick", "out=compared").requireExit(0);
        assertTrue(Files.exists(own.resolve("compared/compare.html")));

        run("ui", "runs").requireOneLine(2, "mlflow: cannot be installed: no permission to write to " + home.resolve(".etude"));
        assertEquals(before, files(), "nothing is left behind in the installation");
    }

    @Test
    void whatWouldWriteIntoItSaysWhereElse() throws Exception {
        run(EtudeHome.fewSteps(home + "/configs/quick.yaml"))
                .requireOneLine(2, home.resolve("runs").toString(), "permission denied; set runs=<a folder that can be written>");
        run("schema").requireOneLine(2, home.resolve("configs/schema.json") + ": cannot be written: permission denied", "./runner schema FILE");
        run("schema", "schema.json").requireExit(0);
        assertTrue(Files.readString(own.resolve("schema.json")).contains("\"chords\""));
    }

    @Test
    void whatIsNotBuiltCannotBeBuiltThereAndThatIsSaid() throws Exception {
        EtudeHome.Result result = run(Map.of("ETUDE_BUILT", ""), "plugins");

        result.requireOneLine(2, "runner: " + home.resolve("plugins/distribution/target") + ": cannot be written");
        assertFalse(result.err().contains("Building"), result::err);
    }

    private EtudeHome.Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of("ETUDE_BUILT", "1"), arguments);
    }

    private EtudeHome.Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asAnotherUser);
        command.add(home.resolve("runner").toString());
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // As the Docker image has it: ND4J unpacks its libraries where any user may write.
        builder.environment().put("ETUDE_JAVA_OPTIONS", "-Dorg.bytedeco.javacpp.cachedir=" + own.resolve("libraries"));
        builder.environment().put("JAVA_HOME", JAVA);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("hangs: " + command + "\n" + Files.readString(out) + Files.readString(err));
        }
        return new EtudeHome.Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static boolean canSwitchUser() throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(SWITCH);
            command.addAll(List.of(JAVA + "/bin/java", "-version"));
            return new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(file -> home.relativize(file).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void permit(Path folder, boolean writing) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.toList();
        }
        for (Path file : all) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.removeAll(WRITING);
            if (writing) {
                permissions.add(PosixFilePermission.OWNER_WRITE);
            } else {
                permissions.addAll(reading(Files.isDirectory(file) || permissions.contains(PosixFilePermission.OWNER_EXECUTE)));
            }
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static Set<PosixFilePermission> reading(boolean entering) {
        return PosixFilePermissions.fromString(entering ? "r-xr-xr-x" : "r--r--r--");
    }
}
