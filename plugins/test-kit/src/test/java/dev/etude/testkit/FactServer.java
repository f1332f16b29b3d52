package dev.etude.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real server that keeps what is put to a path, as often as it is put, and says whether anything was. */
final class FactServer implements AutoCloseable {
    private final Map<String, List<String>> facts = new TreeMap<>();
    private final HttpServer server;

    FactServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was put to paths that begin so, by what follows. */
    synchronized Map<String, List<String>> facts(String prefix) {
        Map<String, List<String>> found = new TreeMap<>();
        facts.forEach((path, bodies) -> {
            if (path.startsWith(prefix)) {
                found.put(path.substring(prefix.length()), List.copyOf(bodies));
            }
        });
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("PUT")) {
            facts.computeIfAbsent(path, key -> new ArrayList<>()).add(body);
        }
        exchange.sendResponseHeaders(facts.containsKey(path) ? 200 : 404, -1);
        exchange.close();
    }
}
