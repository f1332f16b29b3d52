package dev.etude.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes JARs of plugins as their authors do, with javac and jar. */
final class PluginJar {
    private PluginJar() {}

    /** Compiles what ends in .java and packs it with the rest. */
    static void write(Path jar, Map<String, String> files) throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent().getParent(), "jar");
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "--release", "17", "-proc:none", "-cp", library(), "-d", classes.toString()));
        for (Map.Entry<String, String> file : files.entrySet()) {
            boolean source = file.getKey().endsWith(".java");
            Path target = (source ? work : classes).resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
            if (source) {
                arguments.add(target.toString());
            }
        }
        if (arguments.get(arguments.size() - 1).endsWith(".java")) {
            int failed = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(System.out, System.err, arguments.toArray(String[]::new));
            assertEquals(0, failed, "javac");
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> packed = Files.walk(classes)) {
            for (Path file : packed.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    /** What the runner puts on its class path. */
    private static String library() throws IOException {
        try (Stream<Path> jars = Files.list(EtudeHome.library())) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }
}
