package dev.etude.plugins.timidity;

/** TiMidity++ or the sounds that it plays with are not on this machine. */
final class NotInstalledException extends Exception {
    private static final long serialVersionUID = 1;

    private final String mend;

    NotInstalledException(String problem, String mend) {
        super(problem);
        this.mend = mend;
    }

    /** What the user can do, as an imperative. */
    String mend() {
        return mend;
    }
}
