package dev.etude.testkit;

import dev.etude.spi.Doc;
import dev.etude.spi.Plugin;
import dev.etude.spi.RunRecord;
import dev.etude.spi.Tracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A tracker with at most one fault: puts each fact of a run at a path of a {@link FactServer}, unless it is there. */
@Plugin("broken")
@Doc("For tests of the kit")
public record BrokenTracker(@Doc("what is wrong") Fault fault, @Doc("where to send") String address)
        implements Tracker {
    /** What is wrong, and which tests must notice. */
    public enum Fault {
        NONE,
        SENDS_TWICE("sendsNothingTwice"),
        SENDS_NOTHING("sendsTheWholeRun", "followsARunThatIsUnderWay", "tellsAFailedRunFromAFinishedOne",
                "saysPlainlyThatNobodyAnswers", "canBeInterruptedWhileTheSystemHangs"),
        DENIES_SUCCESS("sendsTheWholeRun", "sendsNothingTwice", "takesFiguresThatAreNoNumbers"),
        FORGETS_FIGURES("followsARunThatIsUnderWay"),
        FORGETS_THE_END("followsARunThatIsUnderWay", "tellsAFailedRunFromAFinishedOne"),
        STUMBLES_OVER_NAN("takesFiguresThatAreNoNumbers"),
        WRITES_INTO_THE_RUN("writesOnlyIntoItsOwnFolder", "saysPlainlyThatNobodyAnswers"),
        HIDES_THAT_NOBODY_ANSWERS("saysPlainlyThatNobodyAnswers"),
        DOES_NOT_NAME_THE_ADDRESS("saysPlainlyThatNobodyAnswers"),
        TAKES_INTERRUPTION_FOR_A_BUG("canBeInterruptedWhileTheSystemHangs");

        final String[] failures;

        Fault(String... failures) {
            this.failures = failures;
        }
    }

    public BrokenTracker() {
        this(Fault.NONE, "http://127.0.0.1:1");
    }

    @Override
    public boolean send(RunRecord run) throws IOException, InterruptedException {
        if (fault == Fault.WRITES_INTO_THE_RUN) {
            Files.writeString(run.folder().resolve("sent.txt"), "sent");
        }
        if (fault == Fault.SENDS_NOTHING) {
            return true;
        }
        HttpClient client = HttpClient.newHttpClient();
        try {
            for (Map.Entry<String, String> fact : facts(run).entrySet()) {
                String path = "/" + run.folder().toString().hashCode() + "/" + fact.getKey();
                if (fault == Fault.SENDS_TWICE
                        || exchange(client, path, HttpRequest.newBuilder().GET()).statusCode() == 404) {
                    exchange(client, path, HttpRequest.newBuilder().PUT(BodyPublishers.ofString(fact.getValue())));
                }
            }
        } catch (IOException failure) {
            if (fault == Fault.HIDES_THAT_NOBODY_ANSWERS) {
                return false;
            }
            throw new IOException(
                    fault == Fault.DOES_NOT_NAME_THE_ADDRESS ? "nobody answers" : "broken: nobody answers at " + address,
                    failure);
        } catch (InterruptedException interruption) {
            if (fault == Fault.TAKES_INTERRUPTION_FOR_A_BUG) {
                throw new IllegalStateException(interruption);
            }
            throw interruption;
        }
        return fault != Fault.DENIES_SUCCESS;
    }

    private Map<String, String> facts(RunRecord run) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        if (fault != Fault.FORGETS_FIGURES) {
            for (RunRecord.Figures line : run.figures(0, Integer.MAX_VALUE)) {
                for (Map.Entry<String, Double> figure : line.values().entrySet()) {
                    if (fault == Fault.STUMBLES_OVER_NAN && figure.getValue().isNaN()) {
                        throw new NumberFormatException("NaN");
                    }
                    facts.put("figures/" + line.step() + "/" + figure.getKey(), figure.getValue().toString());
                }
            }
        }
        for (RunRecord.Artifact artifact : run.artifacts()) {
            byte[] bytes = Files.readAllBytes(run.folder().resolve(artifact.path()));
            facts.put("artifacts/" + artifact.path(), Base64.getEncoder().encodeToString(bytes));
        }
        if (fault != Fault.FORGETS_THE_END && run.status().state() != RunRecord.State.RUNNING) {
            facts.put("end/" + run.status().state(), run.status().why());
        }
        return facts;
    }

    private HttpResponse<String> exchange(HttpClient client, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.uri(URI.create(address + path)).build(), BodyHandlers.ofString());
    }
}
