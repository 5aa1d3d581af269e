package io.zdm.cli.output;

/** How fast a walk over a table goes, in words. */
final class Pace {

    private final String title;
    private final long began;
    private final RecentRate recent = new RecentRate();

    Pace(String title, long began) {
        this.title = title;
        this.began = began;
    }

    boolean isOf(String walk, long rows) {
        return walk.equals(title) && rows >= began;
    }

    /** So many rows by now. */
    void at(long rows) {
        recent.at(System.nanoTime(), rows);
    }

    String line(long rows, long total) {
        double rate = recent.perSecond(System.nanoTime(), rows);
        String eta = rows >= total || rate <= 0
                ? ""
                : ", about %s left".formatted(Rates.duration(Math.round((total - rows) / rate)));
        return "%s: %,d of %,d rows (%d %%), %,d rows/s%s"
                .formatted(title, rows, total, total == 0 ? 100 : 100 * rows / total, Math.round(rate), eta);
    }
}
