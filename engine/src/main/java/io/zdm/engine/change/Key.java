package io.zdm.engine.change;

import java.util.List;

/**
 * A key of a change kind's definition: in change files by this name, on the command line in kebab case.
 *
 * @param name camel case, as in a change file
 * @param children the keys of each element where the type is {@link Type#LIST}, else empty
 */
public record Key(
        String name, Type type, boolean required, String description, List<String> allowed, List<Key> children) {

    public enum Type {
        TEXT,
        FLAG,
        LIST
    }

    public static Key text(String name, boolean required, String description) {
        return new Key(name, Type.TEXT, required, description, List.of(), List.of());
    }

    public static Key oneOf(String name, List<String> allowed, String description) {
        return new Key(name, Type.TEXT, false, description, allowed, List.of());
    }

    /** True or false; false where it is left out. */
    public static Key flag(String name, String description) {
        return new Key(name, Type.FLAG, false, description, List.of(), List.of());
    }

    public static Key list(String name, boolean required, String description, List<Key> children) {
        return new Key(name, Type.LIST, required, description, List.of(), children);
    }
}
