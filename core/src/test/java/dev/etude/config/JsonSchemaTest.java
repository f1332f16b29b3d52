package dev.etude.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest extends ConfigTestCase {
    private static List<Error> errors(String yaml) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema schema = registry.getSchema(JsonSchema.write(Settings.class, catalog), InputFormat.JSON);
        return schema.validate(yaml, InputFormat.YAML);
    }

    @Test
    void isItselfAValidSchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        assertEquals(List.of(), meta.validate(JsonSchema.write(Settings.class, catalog), InputFormat.JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "extends: base.yaml",
        "extends: [a.yaml, b.yaml]",
        MINIMAL,
        "critic: { channels: 3 }",
        "critic: { plugin: conv, channels: 3, strides: [1] }",
        "renderers: [ timidity, { plugin: timidity, otherwise: synth }, { plugin: timidity, otherwise: { plugin: synth, gain: 2 } } ]",
        "augmentation: [ { plugin: transpose, semitones: [-3, 3] } ]",
        "training: { rate: 0.5 }",
        "training: { rate: { from: 1, to: 0.1, shape: geometric, end: 0.8 }, objective: least-squares }",
        "share: null",
        "weights: { copies: 2 }",
    })
    void takesWhatTheReaderTakes(String yaml) {
        assertEquals(List.of(), errors(yaml));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sed: 1",
        "seed: one",
        "seed: 1.5",
        "looped: 'no'",
        "critic: cnov",
        "critic: { plugin: cnov }",
        "critic: { plugin: conv, chanels: 3 }",
        "critic: { plugin: conv, channels: x }",
        "critic: { plugin: conv, hidden: 3 }",
        "renderers: [ { plugin: timidity, otherwise: { plugin: synth, gian: 2 } } ]",
        "augmentation: [ { plugin: transpose, semitones: [1, 2, 3] } ]",
        "augmentation: transpose",
        "training: { objective: relativstic }",
        "training: { rate: { from: 1, too: 2 } }",
        "share: x",
        "weights: { copies: x }",
        "[]",
    })
    void refusesWhatTheReaderRefuses(String yaml) {
        assertNotEquals(List.of(), errors(yaml));
    }

    @Test
    void whatTheWriterWritesIsValid() throws IOException {
        assertEquals(List.of(), errors(
                ConfigWriter.yaml(read(MINIMAL + "renderers: [timidity]\naugmentation: [transpose]\n"))));
    }

    @Test
    void describesSettingsAndTheirDefaults() {
        String schema = JsonSchema.write(Settings.class, catalog);
        assertTrue(schema.contains("\"description\" : \"from which all chance is drawn\""), schema);
        assertTrue(schema.contains("\"default\" : 8000"), schema);
        assertTrue(schema.contains("\"description\" : \"kernels of the first layer\""), schema);
        assertTrue(schema.contains("\"default\" : 32"), schema);
    }
}
