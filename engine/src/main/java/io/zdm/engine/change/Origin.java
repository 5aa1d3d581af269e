package io.zdm.engine.change;

/**
 * Where a change was read.
 *
 * @param file the change file's name, without the folders that lead to it: they differ from machine to machine
 * @param entry its place among the file's changes, from 1
 */
public record Origin(String file, int entry) {

    @Override
    public String toString() {
        return file + ", change " + entry;
    }
}
