package dev.etude.run;

import dev.etude.spi.Renderer;
import dev.etude.spi.UserError;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** Finds the settings of a run's renderers that say how music sounds: {@code program} and {@code tempo}. */
final class Instruments {
    private Instruments() {}

    /**
     * What lets every renderer that has such a setting follow the wish.
     *
     * @return overrides of the run's configuration, such as {@code renderers.0.program=40}
     * @throws UserError if an instrument is wished for and no renderer has one
     */
    static List<String> overrides(List<Renderer> renderers, DrawSettings wish) {
        List<String> overrides = new ArrayList<>();
        wish.instrument().ifPresent(program -> overrides.addAll(set(renderers, "program", int.class, program)));
        if (wish.instrument().isPresent() && overrides.isEmpty() && wish.render()) {
            throw new UserError("sample: program: none of this run's renderers plays an instrument; stream does: add it"
                    + " to renderers in the run's config.yaml");
        }
        wish.tempo().ifPresent(tempo -> overrides.addAll(set(renderers, "tempo", double.class, tempo)));
        return overrides;
    }

    /** The type counts as well: a program may also be one to start. */
    private static List<String> set(List<Renderer> renderers, String setting, Class<?> type, Object value) {
        List<String> overrides = new ArrayList<>();
        for (int index = 0; index < renderers.size(); index++) {
            for (RecordComponent component : renderers.get(index).getClass().getRecordComponents()) {
                if (component.getName().equals(setting) && component.getType() == type) {
                    overrides.add("renderers." + index + "." + setting + "=" + value);
                }
            }
        }
        return overrides;
    }
}
