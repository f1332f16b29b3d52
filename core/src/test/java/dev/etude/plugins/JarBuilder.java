package dev.etude.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources and packs them into a JAR, as the author of a plugin does. */
public final class JarBuilder {
    /** A critic named {@code conv} with two settings, in the package {@code mine}. */
    public static final String CONV_CRITIC = critic("ConvCritic", "conv",
            "@Doc(\"kernels of the first layer\") int channels, @Doc(\"step sizes\") java.util.List<Integer> strides",
            "this(32, java.util.List.of(2, 2));",
            "if (channels < 1) throw new IllegalArgumentException(\"channels: must be at least 1, was \" + channels);");

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Attributes manifest = new Attributes();
    private final List<Path> libraries = new ArrayList<>();
    private UnaryOperator<byte[]> afterCompiling = UnaryOperator.identity();

    /** The source of a critic that creates nothing. */
    public static String critic(String type, String name, String components, String defaults, String checks) {
        return """
                package mine;
                import dev.etude.spi.*;
                @Plugin("%s") @Doc("a critic for tests")
                public record %s(%s) implements CriticModel {
                    public %s { %s }
                    %s
                    public Critic create(ModelContext context) { throw new UnsupportedOperationException(); }
                }
                """.formatted(name, type, components, type, checks,
                        components.isEmpty() ? "" : "public " + type + "() { " + defaults + " }");
    }

    /** A source file; its type is in the package {@code mine} unless the name says otherwise. */
    public JarBuilder source(String type, String text) {
        sources.put(type.contains(".") ? type : "mine." + type, text);
        return this;
    }

    public JarBuilder service(String door, String... types) {
        return entry("META-INF/services/dev.etude.spi." + door, String.join("\n", types) + "\n");
    }

    public JarBuilder entry(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public JarBuilder manifest(String key, String value) {
        manifest.putValue(key, value);
        return this;
    }

    /** A JAR or folder to compile against. */
    public JarBuilder against(Path library) {
        libraries.add(library);
        return this;
    }

    /** Changes the bytes of each compiled class. */
    public JarBuilder changing(UnaryOperator<byte[]> change) {
        afterCompiling = change;
        return this;
    }

    /** A critic's JAR in one call. */
    public static Path critic(Path jar, String source) {
        String type = source.replaceAll("(?s).*public record (\\w+).*", "$1");
        return new JarBuilder().source(type, source).service("CriticModel", "mine." + type).write(jar);
    }

    public Path write(Path jar) {
        try {
            Files.createDirectories(jar.getParent());
            Path classes = Files.createTempDirectory(jar.getParent().getParent(), "classes");
            compile(classes);
            Manifest whole = new Manifest();
            whole.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            whole.getMainAttributes().putAll(manifest);
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream packed = new JarOutputStream(out, whole);
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    put(packed, classes.relativize(file).toString().replace('\\', '/'),
                            afterCompiling.apply(Files.readAllBytes(file)));
                }
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    put(packed, entry.getKey(), entry.getValue());
                }
            }
            return jar;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringBuilder classPath = new StringBuilder(System.getProperty("java.class.path"));
        libraries.forEach(library -> classPath.insert(0, library + System.getProperty("path.separator")));
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((type, text) -> files.add(new Source(type, text)));
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("--release", "17", "-proc:none", "-cp", classPath.toString(), "-d",
                classes.toString());
        if (!compiler.getTask(complaints, null, null, options, null, files).call()) {
            throw new IllegalStateException(complaints.toString());
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
