package dev.etude.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with holes, filled from records: the plain parts of Mustache.
 *
 * <ul>
 *   <li>{@code {{name}}}: a component of the record, as text, escaped; looked for in the records around it as well.
 *       {@code {{.}}} is the value itself.
 *   <li>{@code {{{name}}}}: the same, unescaped; for text of our own only.
 *   <li>{@code {{#name}}...{{/name}}}: once for each element of a list, once for a true boolean, a present optional or
 *       a record; inside, names are looked for in the value first.
 *   <li>{@code {{^name}}...{{/name}}}: where that would write nothing.
 *   <li>{@code {{>name}}}: another resource of this package, filled here.
 * </ul>
 *
 * <p>A hole that nothing fills is an {@link IllegalArgumentException}: a page never shows a gap.
 */
final class Template {
    private static final Pattern TAG = Pattern.compile("\\{\\{\\{(\\S+?)}}}|\\{\\{([#^/>]?)(\\S+?)}}");

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /** The template in a resource beside this class. */
    static Template load(String resource) {
        String text = resource(resource);
        Deque<List<Part>> open = new ArrayDeque<>(List.of(new ArrayList<>()));
        Deque<String> names = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        int end = 0;
        while (tag.find()) {
            open.peek().add(new Literal(text.substring(end, tag.start())));
            end = tag.end();
            String name = tag.group(3);
            switch (tag.group(1) != null ? "{" : tag.group(2)) {
                case "{" -> open.peek().add(new Hole(tag.group(1), false));
                case "" -> open.peek().add(new Hole(name, true));
                case ">" -> open.peek().addAll(load(name).parts);
                case "/" -> {
                    if (!name.equals(names.poll())) {
                        throw new IllegalArgumentException(resource + ": {{/" + name + "}} closes nothing");
                    }
                    open.pop();
                }
                default -> {
                    List<Part> inside = new ArrayList<>();
                    open.peek().add(new Section(name, tag.group(2).equals("^"), inside));
                    open.push(inside);
                    names.push(name);
                }
            }
        }
        if (!names.isEmpty()) {
            throw new IllegalArgumentException(resource + ": {{#" + names.peek() + "}} is never closed");
        }
        open.peek().add(new Literal(text.substring(end)));
        return new Template(open.peek());
    }

    /** The text of a resource beside this class. */
    static String resource(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(name + ": no such resource");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Fills the holes from a record and writes the page. */
    void write(Record view, Appendable out) throws IOException {
        write(parts, new ArrayDeque<>(List.of(view)), out);
    }

    private static void write(List<Part> parts, Deque<Object> context, Appendable out) throws IOException {
        for (Part part : parts) {
            part.write(context, out);
        }
    }

    private static Object value(String name, Deque<Object> context) {
        if (name.equals(".")) {
            return context.peek();
        }
        for (Object view : context) {
            if (view instanceof Record) {
                for (RecordComponent component : view.getClass().getRecordComponents()) {
                    if (component.getName().equals(name)) {
                        return read(component, view);
                    }
                }
            }
        }
        throw new IllegalArgumentException("nothing fills {{" + name + "}}");
    }

    private static Object read(RecordComponent component, Object view) {
        try {
            return component.getAccessor().invoke(view);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<?> elements(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Optional<?> optional) {
            return optional.stream().toList();
        }
        return value.equals(false) ? List.of() : List.of(value);
    }

    private static void escape(String text, Appendable out) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    private interface Part {
        void write(Deque<Object> context, Appendable out) throws IOException;
    }

    private record Literal(String text) implements Part {
        @Override
        public void write(Deque<Object> context, Appendable out) throws IOException {
            out.append(text);
        }
    }

    private record Hole(String name, boolean escaped) implements Part {
        @Override
        public void write(Deque<Object> context, Appendable out) throws IOException {
            String text = value(name, context).toString();
            if (escaped) {
                escape(text, out);
            } else {
                out.append(text);
            }
        }
    }

    private record Section(String name, boolean inverted, List<Part> inside) implements Part {
        @Override
        public void write(Deque<Object> context, Appendable out) throws IOException {
            List<?> elements = elements(value(name, context));
            if (inverted && elements.isEmpty()) {
                Template.write(inside, context, out);
            } else if (!inverted) {
                for (Object element : elements) {
                    context.push(element);
                    Template.write(inside, context, out);
                    context.pop();
                }
            }
        }
    }
}
