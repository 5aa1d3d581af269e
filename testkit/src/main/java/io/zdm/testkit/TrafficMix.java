package io.zdm.testkit;

/**
 * How often an application does what: weights of the statements, relative to each other, and percentages of the
 * transactions.
 *
 * @param multiRowPercent transactions of several statements, each on another row, in random order
 * @param rollbackPercent transactions that end in ROLLBACK
 */
public record TrafficMix(
        int inserts, int trackedUpdates, int otherUpdates, int deletes, int multiRowPercent, int rollbackPercent) {

    /** Mostly updates, one transaction in four of several rows, one in ten rolled back. */
    public static final TrafficMix USUAL = new TrafficMix(3, 4, 3, 1, 25, 10);

    /** The usual without deletes. */
    public static final TrafficMix WITHOUT_DELETES = new TrafficMix(3, 4, 3, 0, 25, 10);

    public TrafficMix {
        if (inserts <= 0 || trackedUpdates < 0 || otherUpdates < 0 || deletes < 0) {
            throw new IllegalArgumentException("Weights are not negative, and that of inserts is above zero");
        }
    }

    int total() {
        return inserts + trackedUpdates + otherUpdates + deletes;
    }
}
