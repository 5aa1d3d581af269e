package io.zdm.cli.output;

/** How fast a walk over a table goes, in words. */
final class Pace {

    private final String title;
    private final long began;
    private final long beganAt = System.nanoTime();

    Pace(String title, long began) {
        this.title = title;
        this.began = began;
    }

    boolean isOf(String walk, long rows) {
        return walk.equals(title) && rows >= began;
    }

    String line(long rows, long total) {
        double seconds = Math.max(1e-3, (System.nanoTime() - beganAt) / 1e9);
        double rate = (rows - began) / seconds;
        String eta =
                rows >= total || rate <= 0 ? "" : ", about %,d s left".formatted(Math.round((total - rows) / rate));
        return "%s: %,d of %,d rows (%d %%), %,d rows/s%s"
                .formatted(title, rows, total, total == 0 ? 100 : 100 * rows / total, Math.round(rate), eta);
    }
}
