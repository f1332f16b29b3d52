package dev.etude.music;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The 128 instruments of General MIDI level 1, by their names in the standard; a program is its place, from 0. */
public final class GeneralMidi {
    /** The names in the order of their programs. */
    public static final List<String> INSTRUMENTS = List.of(
            "acoustic grand piano", "bright acoustic piano", "electric grand piano", "honky-tonk piano",
            "electric piano 1", "electric piano 2", "harpsichord", "clavi", "celesta", "glockenspiel", "music box",
            "vibraphone", "marimba", "xylophone", "tubular bells", "dulcimer", "drawbar organ", "percussive organ",
            "rock organ", "church organ", "reed organ", "accordion", "harmonica", "tango accordion",
            "acoustic guitar (nylon)", "acoustic guitar (steel)", "electric guitar (jazz)",
            "electric guitar (clean)", "electric guitar (muted)", "overdriven guitar", "distortion guitar",
            "guitar harmonics", "acoustic bass", "electric bass (finger)", "electric bass (pick)", "fretless bass",
            "slap bass 1", "slap bass 2", "synth bass 1", "synth bass 2", "violin", "viola", "cello", "contrabass",
            "tremolo strings", "pizzicato strings", "orchestral harp", "timpani", "string ensemble 1",
            "string ensemble 2", "synth strings 1", "synth strings 2", "choir aahs", "voice oohs", "synth voice",
            "orchestra hit", "trumpet", "trombone", "tuba", "muted trumpet", "french horn", "brass section",
            "synth brass 1", "synth brass 2", "soprano sax", "alto sax", "tenor sax", "baritone sax", "oboe",
            "english horn", "bassoon", "clarinet", "piccolo", "flute", "recorder", "pan flute", "blown bottle",
            "shakuhachi", "whistle", "ocarina", "lead 1 (square)", "lead 2 (sawtooth)", "lead 3 (calliope)",
            "lead 4 (chiff)", "lead 5 (charang)", "lead 6 (voice)", "lead 7 (fifths)", "lead 8 (bass + lead)",
            "pad 1 (new age)", "pad 2 (warm)", "pad 3 (polysynth)", "pad 4 (choir)", "pad 5 (bowed)",
            "pad 6 (metallic)", "pad 7 (halo)", "pad 8 (sweep)", "fx 1 (rain)", "fx 2 (soundtrack)",
            "fx 3 (crystal)", "fx 4 (atmosphere)", "fx 5 (brightness)", "fx 6 (goblins)", "fx 7 (echoes)",
            "fx 8 (sci-fi)", "sitar", "banjo", "shamisen", "koto", "kalimba", "bag pipe", "fiddle", "shanai",
            "tinkle bell", "agogo", "steel drums", "woodblock", "taiko drum", "melodic tom", "synth drum",
            "reverse cymbal", "guitar fret noise", "breath noise", "seashore", "bird tweet", "telephone ring",
            "helicopter", "applause", "gunshot");

    private GeneralMidi() {}

    /** The program of an instrument, 0 to 127, by its number or name; case, spaces and signs do not count. */
    public static OptionalInt program(String instrument) {
        if (instrument.matches("\\d{1,3}")) {
            int number = Integer.parseInt(instrument);
            return number < INSTRUMENTS.size() ? OptionalInt.of(number) : OptionalInt.empty();
        }
        String plain = plain(instrument);
        for (int program = 0; program < INSTRUMENTS.size(); program++) {
            if (plain(INSTRUMENTS.get(program)).equals(plain)) {
                return OptionalInt.of(program);
            }
        }
        return OptionalInt.empty();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
