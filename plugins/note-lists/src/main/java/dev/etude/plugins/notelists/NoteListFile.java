package dev.etude.plugins.notelists;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.etude.spi.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads such a file piece by piece, without ever holding it whole; every fault is told with its line and column. */
final class NoteListFile implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final String FORM = "{\"train\": [pieces], \"valid\": [pieces], \"test\": [pieces]}";
    private static final int REST = -1;

    private final Path file;
    private final JsonParser parser;
    private final List<FramePiece> pieces = new ArrayList<>();
    private final Set<Split> found = EnumSet.noneOf(Split.class);

    private NoteListFile(Path file, InputStream in) throws IOException {
        this.file = file;
        this.parser = JSON.createParser(in);
    }

    /**
     * Reads the pieces of one part, or of all.
     *
     * @throws UserError if the file is not of this form, or lacks the part
     * @throws IOException if it cannot be read
     */
    static List<FramePiece> read(Path file, Split wanted) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError("data.file: " + file + " is no file; name the JSON file itself: data.file=<your file>");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                NoteListFile lists = new NoteListFile(file, in)) {
            try {
                lists.parts(wanted);
            } catch (JsonProcessingException broken) {
                String reason =
                        broken.getOriginalMessage().replaceAll("\\s*\\(start marker.*", "").replaceAll("\\s+", " ");
                throw lists.fault(broken.getLocation(), "is no valid JSON: " + reason,
                        "mend it there, or save the file anew");
            }
            return lists.pieces;
        }
    }

    private void parts(Split wanted) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw fault("begins with " + said(parser.currentToken()) + " where an object belongs", "write " + FORM);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Split part = Split.named(key).orElseThrow(() -> fault(
                    "\"" + key.replaceAll("\\p{Cntrl}", "?") + "\" is no part of such a file",
                    "name its parts train, valid and test"));
            found.add(part);
            parser.nextToken();
            if (wanted.holds(part)) {
                part(part);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw fault("goes on after its closing brace", "take out what follows");
        }
        if (wanted != Split.ALL && !found.contains(wanted)) {
            String there = found.stream().map(Split::key).collect(Collectors.joining(", "));
            throw new UserError("data.split: " + file + " has no \"" + wanted.key() + "\", only "
                    + (there.isEmpty() ? "an empty object" : there) + "; set data.split to what it has, or to all");
        }
    }

    private void part(Split part) throws IOException {
        require(JsonToken.START_ARRAY, part.key(), "a list of pieces");
        for (int number = 1; parser.nextToken() != JsonToken.END_ARRAY; number++) {
            piece(new FramePiece(part.key() + "/" + number), part.key() + ", piece " + number);
        }
    }

    private void piece(FramePiece piece, String place) throws IOException {
        require(JsonToken.START_ARRAY, place, "a list of frames");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            piece.frame();
            require(JsonToken.START_ARRAY, place + ", frame " + piece.frames(), "a list of MIDI pitches");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                pitch(piece, place);
            }
        }
        pieces.add(piece);
    }

    private void pitch(FramePiece piece, String place) throws IOException {
        require(JsonToken.VALUE_NUMBER_INT, place + ", frame " + piece.frames(), "a MIDI pitch, a whole number");
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
            throw fault(place + ", frame " + piece.frames() + ": a number that is too large",
                    "write MIDI pitches, 21 to 108");
        }
        int pitch = parser.getIntValue();
        if (pitch != REST) {
            JsonLocation at = parser.currentTokenLocation();
            piece.pitch(pitch, "line " + at.getLineNr() + ", column " + at.getColumnNr() + ", frame " + piece.frames());
        }
    }

    private void require(JsonToken token, String place, String expected) {
        if (parser.currentToken() != token) {
            throw fault(place + ": " + said(parser.currentToken()) + " where " + expected + " belongs",
                    "a piece is a list of frames, a frame a list of MIDI pitches such as [60, 64, 67]");
        }
    }

    private UserError fault(String what, String mend) {
        return fault(parser.currentTokenLocation(), what, mend);
    }

    private UserError fault(JsonLocation at, String what, String mend) {
        String place = at == null || at.getLineNr() < 1
                ? ""
                : ":" + at.getLineNr() + ":" + Math.max(1, at.getColumnNr());
        return new UserError(file + place + ": " + what + "; " + mend);
    }

    private static String said(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            default -> token.asString() == null ? "something else" : token.asString().toLowerCase(Locale.ROOT);
        };
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
