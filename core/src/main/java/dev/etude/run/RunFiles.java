package dev.etude.run;

/** The names of what stands in a run folder. */
final class RunFiles {
    /** The resolved configuration; running it again gives the same run. */
    static final String CONFIG = "config.yaml";

    /** The same, flat, for those who compare runs. */
    static final String SETTINGS = "settings.json";

    /** Versions, plugins, git commit, fingerprint of the data, machine. */
    static final String ENVIRONMENT = "environment.json";

    /** What became of every file of the data set. */
    static final String INTAKE = "intake.json";

    /** Running, finished or failed, and why. */
    static final String STATUS = "status.json";

    /** The last figures, beside those of real, held-out and random music. */
    static final String SUMMARY = "summary.json";

    /** What ailed the run, from which step to which; an empty list if nothing did. */
    static final String HEALTH = "health.json";

    /** What one would show a friend. */
    static final String REPORT = "report.html";

    /** A folder with one folder a rendered step. */
    static final String SAMPLES = "samples";

    /** A folder with the training phrase nearest to each of the last samples, and what it is. */
    static final String NEAREST = "nearest";

    private RunFiles() {}
}
