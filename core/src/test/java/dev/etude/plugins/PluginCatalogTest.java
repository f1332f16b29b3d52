package dev.etude.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.CriticModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCatalogTest {
    @TempDir
    Path home;

    private Path plugins;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(home.resolve("plugins"));
    }

    @Test
    void aJarInTheFolderIsFoundWithAllThatItSaysOfItself() {
        new JarBuilder().source("ConvCritic", JarBuilder.CONV_CRITIC).service("CriticModel", "mine.ConvCritic")
                .manifest("Implementation-Version", "1.2").write(plugins.resolve("mine.jar"));
        PluginCatalog catalog = load();
        PluginInfo conv = catalog.find(PluginKind.CRITIC, "conv").orElseThrow();
        assertEquals(Optional.of("mine.jar"), conv.jar());
        assertEquals("plugins/mine.jar", conv.origin());
        assertEquals("1.2", conv.version());
        assertEquals("a critic for tests", conv.doc());
        assertEquals("[PluginSetting[name=channels, type=int, defaultValue=Optional[32], doc=kernels of the first layer],"
                + " PluginSetting[name=strides, type=java.util.List<java.lang.Integer>, defaultValue=Optional[[2, 2]], doc=step sizes]]",
                conv.settings().toString());
        assertEquals(List.of(), catalog.problems());
        assertEquals(Optional.of(conv), catalog.find(conv.type()));
    }

    @Test
    void aFolderThatIsAbsentHoldsNoPlugin() {
        PluginCatalog catalog = PluginCatalog.load(home.resolve("nowhere"));
        assertEquals(List.of(), catalog.problems());
        assertTrue(catalog.plugins().stream().allMatch(plugin -> plugin.origin().equals("built in")));
    }

    @Test
    void jarsInFoldersBelowAreNotLookedAt() {
        JarBuilder.critic(plugins.resolve("lib/mine.jar"), JarBuilder.CONV_CRITIC);
        assertEquals(Optional.empty(), load().find(PluginKind.CRITIC, "conv"));
    }

    @Test
    void filesThatAreNoJarsAreSaidAndSpoilNothingElse() throws IOException {
        Path good = JarBuilder.critic(plugins.resolve("good.jar"), JarBuilder.CONV_CRITIC);
        byte[] bytes = Files.readAllBytes(good);
        Files.write(plugins.resolve("empty.jar"), new byte[0]);
        Files.writeString(plugins.resolve("text.jar"), "hello");
        Files.write(plugins.resolve("truncated.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.createDirectory(plugins.resolve("folder.jar"));
        PluginCatalog catalog = load();
        assertEquals(4, catalog.problems().size(), catalog.problems().toString());
        for (String name : List.of("empty", "folder", "text", "truncated")) {
            assertProblem(catalog, "plugins/" + name + ".jar: cannot be read as a JAR (",
                    "); build or download it again");
        }
        assertTrue(catalog.find(PluginKind.CRITIC, "conv").isPresent());
    }

    @Test
    void aJarWithoutServicesIsSaid() {
        new JarBuilder().source("ConvCritic", JarBuilder.CONV_CRITIC).write(plugins.resolve("a.jar"));
        assertProblem(load(), "plugins/a.jar: has no META-INF/services/dev.etude.spi.* entry, so no plugin; list", "");
        new JarBuilder().service("CriticModel", "# none").write(plugins.resolve("a.jar"));
        assertProblem(load(), "plugins/a.jar: META-INF/services/dev.etude.spi.CriticModel names no class; list", "");
        new JarBuilder().service("Conductor", "mine.X").write(plugins.resolve("a.jar"));
        assertProblem(load(), "plugins/a.jar: META-INF/services/dev.etude.spi.Conductor is no kind of plugin that this version knows", "");
    }

    @Test
    void wrongServicesAreSaidAndTheOtherProvidersOfTheJarAreThere() {
        new JarBuilder()
                .source("ConvCritic", JarBuilder.CONV_CRITIC)
                .source("Other", "package mine; public class Other {}")
                .service("CriticModel", "mine.Absent", "mine.Other", "two words", "mine.ConvCritic")
                .write(plugins.resolve("a.jar"));
        PluginCatalog catalog = load();
        assertProblem(catalog, "plugins/a.jar: META-INF/services cannot be used (META-INF/services/dev.etude.spi.CriticModel:3:", ")"
                + "; correct that file");
        new JarBuilder()
                .source("ConvCritic", JarBuilder.CONV_CRITIC)
                .source("Other", "package mine; public class Other {}")
                .service("CriticModel", "mine.Absent", "mine.Other", "mine.ConvCritic")
                .write(plugins.resolve("b.jar"));
        catalog = load();
        assertProblem(catalog, "plugins/b.jar: META-INF/services names the class mine.Absent, which is not there; correct", "");
        assertProblem(catalog, "plugins/b.jar: META-INF/services names mine.Other, which does not implement dev.etude.spi.CriticModel;", "");
        assertTrue(catalog.find(PluginKind.CRITIC, "conv").isPresent());
    }

    @Test
    void whatIsNoPluginIsSaid() {
        String record = JarBuilder.critic("A", "a", "int x", "this(1);", "");
        assertRefused(record.replace("@Plugin(\"a\")", ""),
                "mine.A has no @Plugin annotation; add @Plugin(\"its-name\")");
        assertRefused(record.replace("@Plugin(\"a\")", "@Plugin(\"My Critic\")"),
                "mine.A is named \"My Critic\"; use small letters, digits and hyphens only, such as \"my-critic\"");
        assertRefused(record.replace("int x", "int plugin"),
                "mine.A has a setting named \"plugin\", which configurations use to name the plugin; rename it");
        assertRefused(record.replaceFirst("public A\\(\\) \\{.*\\}", ""),
                "mine.A has no public constructor without arguments; add one that holds the defaults");
        assertRefused(record.replace("public record", "record").replace("public A {", "A {"),
                "its record or constructor is not public; make both public");
        assertRefused(record.replace("public A { ",
                "public A { if (x == 1) throw new IllegalStateException(\"oh\\nno\"); "),
                "its constructor without arguments fails (IllegalStateException: oh no); mend the plugin's defaults");
        assertRefused(record.replace("public A { ", "static final int Y = Integer.parseInt(\"y\"); public A { "),
                "its constructor without arguments fails (NumberFormatException: For input string: \"y\"); mend the plugin's defaults");
        assertRefused("""
                package mine;
                import dev.etude.spi.*;
                @Plugin("a") public class A implements CriticModel {
                    public Critic create(ModelContext context) { return null; }
                }
                """, "mine.A is not a record; make it one whose components are its settings");
    }

    @Test
    void aMissingDependencyIsNamed() throws IOException {
        String uses = JarBuilder.critic("A", "a", "int x", "this(dep.Helper.ONE());", "");
        String holds = JarBuilder.critic("A", "a", "dep.Helper x", "this(null);", "");
        for (String source : List.of(uses, holds)) {
            new JarBuilder().source("A", source).source("dep.Helper",
                    "package dep; public class Helper { public static int ONE() { return 1; } }")
                    .service("CriticModel", "mine.A").write(plugins.resolve("a.jar"));
            without(plugins.resolve("a.jar"), "dep/Helper.class");
            assertProblem(load(), "plugins/a.jar: needs the class dep.Helper, which is not there; put what it depends on into the JAR,", "");
        }
    }

    @Test
    void aLibraryBesideTheJarIsFoundByItsClassPath() {
        Path library = new JarBuilder().source("dep.Helper",
                "package dep; public class Helper { public static int ONE() { return 1; } }")
                .write(plugins.resolve("lib/helper.jar"));
        new JarBuilder().source("A", JarBuilder.critic("A", "a", "int x", "this(dep.Helper.ONE());", "")).against(
                library)
                .service("CriticModel", "mine.A").manifest("Class-Path", "lib/helper.jar").write(
                        plugins.resolve("a.jar"));
        PluginCatalog catalog = load();
        assertEquals(List.of(), catalog.problems());
        assertTrue(catalog.find(PluginKind.CRITIC, "a").isPresent());
    }

    @Test
    void aNewerJavaIsSaid() {
        new JarBuilder().source("ConvCritic", JarBuilder.CONV_CRITIC).service("CriticModel", "mine.ConvCritic")
                .changing(bytes -> {
                    bytes[7] = 99;
                    return bytes;
                })
                .write(plugins.resolve("a.jar"));
        assertProblem(load(), "plugins/a.jar: was compiled for a newer Java than this one (",
                "or run with a newer JDK");
    }

    @Test
    void aDamagedClassIsSaid() {
        new JarBuilder().source("ConvCritic", JarBuilder.CONV_CRITIC).service("CriticModel", "mine.ConvCritic")
                .changing(bytes -> Arrays.copyOf(bytes, bytes.length - 40)).write(plugins.resolve("a.jar"));
        assertProblem(load(), "plugins/a.jar: holds a damaged class (", "; build or download it again");
    }

    @Test
    void anOlderDoorIsSaidBeforeItIsCalled() {
        Path old = new JarBuilder()
                .source("dev.etude.spi.CriticModel",
                        "package dev.etude.spi; public interface CriticModel { void oldMethod(); }")
                .write(home.resolve("old/spi.jar"));
        new JarBuilder().against(old).source("A", """
                package mine;
                @dev.etude.spi.Plugin("a") public record A() implements dev.etude.spi.CriticModel { public void oldMethod() {} }
                """).service("CriticModel", "mine.A").write(plugins.resolve("a.jar"));
        assertProblem(load(), "plugins/a.jar: mine.A lacks the method create of this version's CriticModel; build it against this version", "");
    }

    @Test
    void aTamperedSignatureIsSaid() throws Exception {
        Path jar = JarBuilder.critic(plugins.resolve("a.jar"), JarBuilder.CONV_CRITIC);
        sign(jar);
        assertEquals(List.of(), load().problems());
        replace(jar, "mine/ConvCritic.class");
        assertProblem(load(), "plugins/a.jar: its signature does not match its contents (", "; download it again");
    }

    @Test
    void ofTwoWithOneNameTheFirstInOrderIsUsedAndBothAreNamed() {
        JarBuilder.critic(plugins.resolve("b.jar"), JarBuilder.CONV_CRITIC);
        JarBuilder.critic(plugins.resolve("a.jar"), JarBuilder.CONV_CRITIC);
        PluginCatalog catalog = load();
        assertEquals(List.of("plugins/b.jar: its critic \"conv\" has the name of one in plugins/a.jar, which is used; rename one of them"),
                catalog.problems());
        assertEquals(Optional.of("a.jar"), catalog.find(PluginKind.CRITIC, "conv").orElseThrow().jar());
    }

    @Test
    void eachJarBringsItsOwnLibrariesAndSharesTheDoors() throws Exception {
        String guava = "package com.google.common.base; public class Strings { public static String lenientFormat() { return \"mine\"; } }";
        new JarBuilder().source("com.google.common.base.Strings", guava)
                .source("A", JarBuilder.critic("A", "a", "String x",
                        "this(com.google.common.base.Strings.lenientFormat());", ""))
                .service("CriticModel", "mine.A").write(plugins.resolve("a.jar"));
        JarBuilder.critic(plugins.resolve("b.jar"), JarBuilder.critic("A", "b", "String x", "this(\"theirs\");", ""));
        PluginCatalog catalog = load();
        assertEquals(List.of(), catalog.problems());
        PluginInfo a = catalog.find(PluginKind.CRITIC, "a").orElseThrow();
        PluginInfo b = catalog.find(PluginKind.CRITIC, "b").orElseThrow();
        assertEquals("A[x=mine]", a.defaults().toString());
        assertEquals("A[x=theirs]", b.defaults().toString());
        assertNotSame(a.type().getClassLoader(), b.type().getClassLoader());
        assertTrue(a.defaults() instanceof CriticModel, "the door is the application's own class");
        assertSame(org.nd4j.linalg.api.ndarray.INDArray.class,
                a.type().getClassLoader().loadClass("org.nd4j.linalg.api.ndarray.INDArray"));
    }

    @Test
    void aConstructorFindsItsOwnClassesByTheContextLoader() {
        JarBuilder.critic(plugins.resolve("a.jar"), JarBuilder.critic("A", "a", "boolean own",
                "this(Thread.currentThread().getContextClassLoader() == A.class.getClassLoader());", ""));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertEquals("A[own=true]", load().find(PluginKind.CRITIC, "a").orElseThrow().defaults().toString());
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    private PluginCatalog load() {
        return PluginCatalog.load(plugins);
    }

    private void assertRefused(String source, String reason) {
        new JarBuilder().source("A", source).service("CriticModel", "mine.A").write(plugins.resolve("a.jar"));
        assertEquals(List.of("plugins/a.jar: " + reason), load().problems());
    }

    private static void assertProblem(PluginCatalog catalog, String start, String end) {
        assertTrue(catalog.problems().stream().anyMatch(line -> line.startsWith(start) && line.endsWith(end)
                && !line.contains("\n")),
                start + "…" + end + " is not among " + catalog.problems());
    }

    private void sign(Path jar) throws Exception {
        Path keys = home.resolve("keys");
        run("keytool", "-genkeypair", "-alias", "a", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=a",
                "-validity", "30",
                "-storepass", "secret", "-keystore", keys.toString());
        run("jarsigner", "-keystore", keys.toString(), "-storepass", "secret", jar.toString(), "a");
    }

    private static void run(String program, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(arguments));
        command.add(0, Path.of(System.getProperty("java.home"), "bin", program).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
    }

    private void without(Path jar, String entry) throws IOException {
        rewrite(jar, entry, false);
    }

    private void replace(Path jar, String entry) throws IOException {
        rewrite(jar, entry, true);
    }

    private void rewrite(Path jar, String changed, boolean keep) throws IOException {
        Path copy = home.resolve("copy.jar");
        try (JarFile from = new JarFile(jar.toFile(), false);
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(copy))) {
            for (JarEntry entry : from.stream().toList()) {
                boolean hit = entry.getName().equals(changed);
                if (!hit || keep) {
                    byte[] bytes = from.getInputStream(entry).readAllBytes();
                    to.putNextEntry(new JarEntry(entry.getName()));
                    to.write(bytes);
                    to.write(hit ? new byte[1] : new byte[0]);
                    to.closeEntry();
                }
            }
        }
        Files.move(copy, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
