package dev.etude.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Does a piece of work on demand: says {@code ready}, then reads lines: how often to do it, each answered with the
 * nanoseconds that it took.
 */
public final class WorkServer {
    private WorkServer() {}

    /** What is measured. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Answers until standard input ends. */
    public static void answer(Work work) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            long times = Long.parseLong(line.strip());
            long start = System.nanoTime();
            for (long time = 0; time < times; time++) {
                work.run();
            }
            out.println(System.nanoTime() - start);
        }
    }
}
