package dev.etude.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON as the run folder has it: indented in files that people open, one line in the journal. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectMapper INDENTED = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** A value as text for a file. */
    static String file(Object value) {
        try {
            return INDENTED.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A value as one line. */
    static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads a file; an error names it. */
    static JsonNode read(Path file) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(Files.readString(file));
            if (!node.isObject()) {
                throw new IOException(file + ": is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException malformed) {
            throw new IOException(file + ": is not JSON: " + malformed.getOriginalMessage().split("\n")[0], malformed);
        } catch (CharacterCodingException binary) {
            throw new IOException(file + ": is not JSON, nor even text", binary);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": is missing", missing);
        }
    }
}
