package dev.etude.testkit;

import static dev.etude.testkit.Failures.assertFailures;

import dev.etude.spi.BinarySequence;
import dev.etude.spi.Doc;
import dev.etude.spi.Metric;
import dev.etude.spi.Plugin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every plugin, against plugins that break one clause each. */
public class PluginContractTest {
    private static Metric plugin;

    @Test
    void aRecordMustBePublic() {
        plugin = new Hidden(1);
        assertFailures(
                Contract.class, "isAPublicRecord", "hasAPublicConstructorWithTheDefaults", "isFoundByTheServiceLoader");
    }

    @Test
    void aClassIsNoPlugin() {
        plugin = new OrdinaryClass();
        assertFailures(Contract.class, "isAPublicRecord", "describesItselfAndEachSetting",
                "hasAPublicConstructorWithTheDefaults");
    }

    @Test
    void namesAreKebabCase() {
        plugin = new CamelCase();
        assertFailures(Contract.class, "hasANameInKebabCase");
    }

    @Test
    void everySettingIsDescribed() {
        plugin = new Undescribed(1);
        assertFailures(Contract.class, "describesItselfAndEachSetting");
    }

    @Test
    void descriptionsAreOneLineWithoutAFullStop() {
        plugin = new Rambling();
        assertFailures(Contract.class, "describesItselfAndEachSetting");
    }

    @Test
    void defaultsAreNeeded() {
        plugin = new NoDefaults(1);
        assertFailures(Contract.class, "hasAPublicConstructorWithTheDefaults", "isFoundByTheServiceLoader");
    }

    @Test
    void defaultsPassTheirOwnChecks() {
        plugin = new RefusedDefaults(1);
        assertFailures(Contract.class, "hasAPublicConstructorWithTheDefaults");
    }

    @Test
    void pluginsAreListedForTheServiceLoader() {
        plugin = new Unlisted();
        assertFailures(Contract.class, "isFoundByTheServiceLoader");
    }

    static class Contract extends MetricContract {
        @Override
        protected Metric plugin() {
            return plugin;
        }
    }

    private static Map<String, Double> one() {
        return Map.of("one", 1.0);
    }

    @Plugin("hidden")
    @Doc("Not public")
    record Hidden(@Doc("a setting") int setting) implements Metric {
        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("ordinary-class")
    @Doc("No record")
    public static final class OrdinaryClass implements Metric {
        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("camelCase")
    @Doc("Its name is not kebab-case")
    public record CamelCase() implements Metric {
        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("undescribed")
    @Doc("Its setting has no description")
    public record Undescribed(int setting) implements Metric {
        public Undescribed() {
            this(1);
        }

        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("rambling")
    @Doc("It ends with a full stop.")
    public record Rambling() implements Metric {
        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("no-defaults")
    @Doc("It has no constructor without arguments")
    public record NoDefaults(@Doc("a setting") int setting) implements Metric {
        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("refused-defaults")
    @Doc("Its defaults do not pass its own checks")
    public record RefusedDefaults(@Doc("at least 1") int setting) implements Metric {
        public RefusedDefaults() {
            this(0);
        }

        public RefusedDefaults {
            if (setting < 1) {
                throw new IllegalArgumentException("setting: must be at least 1, was " + setting);
            }
        }

        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }

    @Plugin("unlisted")
    @Doc("No file names it")
    public record Unlisted() implements Metric {
        @Override
        public Map<String, Double> measure(List<BinarySequence> rows, Reference reference) {
            return one();
        }
    }
}
