package io.zdm.cli.render;

/** {@code 1 problem}, {@code 2 problems}. */
public final class Counted {

    private Counted() {}

    public static String of(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
