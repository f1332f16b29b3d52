package dev.etude.music;

/** Whether a note is one of several that are written apart and sound as one. */
public enum Tie {
    /** Sounds for itself. */
    NONE(false, false),
    /** Struck here, held on into the next. */
    START(false, true),
    /** Held on from the note before into the next. */
    CONTINUE(true, true),
    /** Held on from the note before, ends here. */
    STOP(true, false);

    private final boolean fromPrevious;
    private final boolean intoNext;

    Tie(boolean fromPrevious, boolean intoNext) {
        this.fromPrevious = fromPrevious;
        this.intoNext = intoNext;
    }

    static Tie of(boolean fromPrevious, boolean intoNext) {
        if (fromPrevious) {
            return intoNext ? CONTINUE : STOP;
        }
        return intoNext ? START : NONE;
    }

    /** Whether it is held on from the note before: not struck. */
    public boolean isFromPrevious() {
        return fromPrevious;
    }

    /** Whether it is held on into the next note. */
    public boolean isIntoNext() {
        return intoNext;
    }
}
