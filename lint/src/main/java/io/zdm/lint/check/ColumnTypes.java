package io.zdm.lint.check;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which changes of a type leave the stored values as they are. */
final class ColumnTypes {

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("charactervarying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("bool", "boolean"),
            Map.entry("timestampwithouttimezone", "timestamp"),
            Map.entry("timestampwithtimezone", "timestamptz"),
            Map.entry("bitvarying", "varbit"));

    private static final Pattern TYPE =
            Pattern.compile("([a-z_0-9.\"]+?)(?:\\((\\d{1,9})(?:,(-?\\d{1,9}))?\\))?([a-z]*)((?:\\[\\])*)");

    private ColumnTypes() {}

    private record Type(String name, int length, int scale, String array) {

        boolean isBounded() {
            return length >= 0;
        }
    }

    static boolean isFree(String before, String after) {
        Type from = read(before);
        Type to = read(after);
        if (from.equals(to)) {
            return true;
        }
        if (!from.array().isEmpty() || !to.array().isEmpty()) {
            return false; // PostgreSQL converts the elements of each array, whatever that does to them
        }
        if (from.name().equals("varchar") && to.name().equals("text")) {
            return true;
        }
        if (from.name().equals("text") && to.name().equals("varchar")) {
            return !to.isBounded();
        }
        if (from.name().equals("cidr") && to.name().equals("inet")) {
            return true;
        }
        if (!from.name().equals(to.name())) {
            return false;
        }
        return switch (from.name()) {
            case "varchar", "varbit", "timestamp", "timestamptz", "time", "timetz", "interval" ->
                !to.isBounded() || (from.isBounded() && to.length() >= from.length());
            case "numeric" ->
                !to.isBounded() || (from.isBounded() && to.length() >= from.length() && to.scale() == from.scale());
            default -> false;
        };
    }

    private static Type read(String type) {
        Matcher matcher = TYPE.matcher(type.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return new Type(type, -1, 0, "");
        }
        String name = matcher.group(1) + matcher.group(4);
        int length = matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2));
        int scale = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new Type(ALIASES.getOrDefault(name, name), length, scale, matcher.group(5));
    }
}
