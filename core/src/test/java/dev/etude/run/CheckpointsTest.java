package dev.etude.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.etude.spi.UserError;
import dev.etude.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final float[] VALUES = {1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 1e-20f};

    @TempDir
    private Path runs;

    private final List<String> notices = new ArrayList<>();
    private RunFolder folder;

    @BeforeEach
    void folder() {
        folder = RunFolder.create(runs, "test", 1, Instant.EPOCH);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void theNewestIsReadBackToTheBit() throws IOException {
        assertEquals(Optional.empty(), Checkpoints.newest(folder.path(), notices::add));
        for (long step : new long[] {9, 10, 1000}) {
            Checkpoints.write(folder, checkpoint(step));
        }

        Checkpoint newest = Checkpoints.newest(folder.path(), notices::add).orElseThrow();

        assertEquals(1000, newest.step());
        assertArrayEquals(VALUES, newest.array("generator/average"));
        assertArrayEquals(new float[0], newest.array("empty"));
        assertEquals(Map.of("generator/updates", 1007L), newest.numbers());
        assertEquals(List.of("step-00000010.zip", "step-00001000.zip"), names());
        assertEquals(List.of(), notices);
    }

    @Test
    void equalStatesGiveEqualFiles() throws IOException {
        Checkpoints.write(folder, checkpoint(5));
        byte[] first = Files.readAllBytes(file(5));
        Checkpoints.write(folder, checkpoint(5));
        assertArrayEquals(first, Files.readAllBytes(file(5)));
    }

    @Test
    void whateverIsDamagedTheOneBeforeIsUsed() throws IOException {
        Checkpoints.write(folder, checkpoint(1));
        Checkpoints.write(folder, checkpoint(2));
        byte[] whole = Files.readAllBytes(file(2));
        for (int length = 0; length < whole.length; length += 13) {
            Files.write(file(2), Arrays.copyOf(whole, length));
            requireTheOneBefore("cut to " + length);
        }
        int average = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("generator/average.f32");
        byte[] flipped = whole.clone();
        flipped[average + 30] ^= 1;
        Files.write(file(2), flipped);
        requireTheOneBefore("a flipped bit");
    }

    @Test
    void whenAllAreDamagedItSaysWhatToDo() throws IOException {
        Checkpoints.write(folder, checkpoint(1));
        Files.writeString(file(1), "no ZIP");

        UserError failure =
                assertThrows(UserError.class, () -> Checkpoints.newest(folder.path(), notices::add));

        assertTrue(failure.getMessage().startsWith(file(1) + ": damaged ("), failure.getMessage());
        assertTrue(failure.getMessage().contains("delete the folder checkpoints"), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
        assertEquals(List.of(), notices);
    }

    private void requireTheOneBefore(String damage) throws IOException {
        notices.clear();
        assertEquals(1, Checkpoints.newest(folder.path(), notices::add).orElseThrow().step(), damage);
        assertEquals(1, notices.size(), damage);
        assertTrue(notices.get(0).startsWith(file(2) + ": damaged ("), notices.get(0));
        assertEquals(1, notices.get(0).lines().count(), damage);
    }

    private static Checkpoint checkpoint(long step) {
        Checkpoint checkpoint = new Checkpoint(step);
        checkpoint.put("generator/average", VALUES);
        checkpoint.put("empty", new float[0]);
        checkpoint.putNumber("generator/updates", step + 7);
        return checkpoint;
    }

    private Path file(long step) {
        return folder.path().resolve("checkpoints/step-%08d.zip".formatted(step));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.path().resolve("checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
