package io.zdm.cli.render;

/** {@code 1 problem}, {@code 2 problems}. */
final class Counted {

    private Counted() {}

    static String of(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
