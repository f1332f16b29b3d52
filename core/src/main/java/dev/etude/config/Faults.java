package dev.etude.config;

import dev.etude.spi.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Collects every fault of a configuration, so that all are told at once. */
final class Faults {
    private record Fault(Place place, String message) {
        @Override
        public String toString() {
            return place + ": " + message;
        }
    }

    private static final int LONGEST_KEY = 120;

    private final List<String> sources = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    /** Faults are told source by source, in the order in which the sources were opened. */
    void open(String source) {
        if (!sources.contains(source)) {
            sources.add(source);
        }
    }

    /** A fault of the setting {@code key}; an empty key is the whole source. */
    void add(Place place, String key, String message) {
        String shown = key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY) + "…";
        String line = (key.isEmpty() ? "" : shown + ": ") + message.strip();
        faults.add(new Fault(place, line.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ")));
    }

    int count() {
        return faults.size();
    }

    /** Throws all of them as one error, a line each, if there are any. */
    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new UserError(faults.stream()
                    .sorted(Comparator.<Fault>comparingInt(fault -> order(fault.place()))
                            .thenComparingInt(fault -> fault.place().line())
                            .thenComparingInt(fault -> fault.place().column()))
                    .map(Fault::toString)
                    .collect(Collectors.toCollection(LinkedHashSet::new))
                    .stream()
                    .collect(Collectors.joining("\n")));
        }
    }

    private int order(Place place) {
        return place.isCommandLine() ? Integer.MAX_VALUE : sources.indexOf(place.source());
    }
}
