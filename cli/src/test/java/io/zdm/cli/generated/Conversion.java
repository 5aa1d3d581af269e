package io.zdm.cli.generated;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A change of a column's type, and values that are legal before and after it, written alike, and that survive the way
 * back.
 *
 * @param using null for assignment
 * @param reverse null for assignment
 * @param value a literal's text; another one for each number, where the type has so many
 */
record Conversion(
        String from,
        String to,
        @Nullable String using,
        @Nullable String reverse,
        Set<Trait> traits,
        IntFunction<String> value) {

    /** What may be made of the column, before and after. */
    enum Trait {
        ORDERED,
        NUMBER,
        INTEGER,
        TEXT,
        INVERTED
    }

    private static final Set<Trait> INTEGERS = Set.of(Trait.ORDERED, Trait.NUMBER, Trait.INTEGER);
    private static final Set<Trait> NUMBERS = Set.of(Trait.ORDERED, Trait.NUMBER);
    private static final Set<Trait> TEXTS = Set.of(Trait.ORDERED, Trait.TEXT);
    private static final Set<Trait> ORDERED = Set.of(Trait.ORDERED);

    static final List<Conversion> ALL = List.of(
            of("smallint", "integer", INTEGERS, String::valueOf),
            of("integer", "bigint", INTEGERS, String::valueOf),
            of("bigint", "integer", INTEGERS, String::valueOf),
            of("integer", "smallint", INTEGERS, String::valueOf),
            of("integer", "numeric(12,2)", NUMBERS, String::valueOf),
            of("numeric(8,2)", "numeric(12,4)", NUMBERS, g -> g + ".50"),
            of("numeric(12,4)", "numeric(10,2)", NUMBERS, g -> g + ".50"),
            of("numeric", "bigint", NUMBERS, String::valueOf),
            of("real", "double precision", NUMBERS, g -> g + ".5"),
            of("double precision", "real", NUMBERS, g -> g + ".5"),
            of("oid", "bigint", ORDERED, String::valueOf),
            new Conversion("integer", "text", null, "c::integer", ORDERED, String::valueOf),
            new Conversion("text", "integer", "c::integer", null, ORDERED, String::valueOf),
            of("text", "varchar(30)", TEXTS, Conversion::word),
            of("varchar(30)", "varchar(12)", TEXTS, Conversion::word),
            of("varchar(20)", "varchar(40)", TEXTS, Conversion::word),
            of("varchar(20)", "text", TEXTS, Conversion::word),
            of("char(8)", "varchar(20)", TEXTS, Conversion::word),
            of("varchar(20)", "char(10)", TEXTS, Conversion::word),
            of("varchar(20)", "app.word", TEXTS, Conversion::word),
            new Conversion("text", "app.mood", "c::app.mood", "c::text", ORDERED, g -> g % 2 == 0 ? "good" : "bad"),
            of("date", "timestamp", ORDERED, Conversion::day),
            of("timestamp", "date", ORDERED, Conversion::day),
            of("timestamp(6)", "timestamp(0)", ORDERED, g -> day(g) + " 10:11:12"),
            of("timestamptz", "timestamp", ORDERED, Conversion::day),
            new Conversion("uuid", "text", null, "c::uuid", ORDERED, Conversion::uuid),
            new Conversion("text", "uuid", "c::uuid", null, ORDERED, Conversion::uuid),
            of("cidr", "inet", ORDERED, g -> "10.%d.%d.0/24".formatted(g / 250, g % 250)),
            of("bit(16)", "bit varying(20)", ORDERED, Conversion::bits),
            new Conversion("boolean", "integer", "c::integer", "c::boolean", ORDERED, g -> "" + g % 2),
            new Conversion("app.mood", "text", null, "c::app.mood", ORDERED, g -> g % 2 == 0 ? "good" : "bad"),
            of("app.word", "text", TEXTS, Conversion::word),
            of("time", "time(0)", ORDERED, g -> "10:%02d:%02d".formatted(g / 60 % 60, g % 60)),
            of("interval", "interval(0)", ORDERED, g -> g + " hours"),
            of("macaddr", "macaddr8", ORDERED, g -> "08:00:2b:01:%02x:%02x".formatted(g / 256, g % 256)),
            of("char(8)", "text", TEXTS, Conversion::word),
            of("json", "jsonb", Set.of(), g -> "{\"a\": " + g + "}"),
            of("jsonb", "json", Set.of(), g -> "{\"a\": " + g + "}"),
            new Conversion("text", "jsonb", "c::jsonb", "c::text", ORDERED, g -> "{\"a\": " + g + "}"),
            of("integer[]", "bigint[]", Set.of(Trait.ORDERED, Trait.INVERTED), g -> "{1," + g + "}"),
            of("text[]", "varchar(20)[]", Set.of(Trait.ORDERED, Trait.INVERTED), g -> "{a,w" + g + "}"));

    boolean is(Trait... wanted) {
        return traits.containsAll(List.of(wanted));
    }

    /** For a column of another name than c. */
    Conversion of(String column) {
        return new Conversion(
                from,
                to,
                using == null ? null : using.replace("c::", column + "::"),
                reverse == null ? null : reverse.replace("c::", column + "::"),
                traits,
                value);
    }

    private static Conversion of(String from, String to, Set<Trait> traits, IntFunction<String> value) {
        return new Conversion(from, to, null, null, traits, value);
    }

    private static String word(int g) {
        return "v" + g;
    }

    private static String day(int g) {
        return LocalDate.of(2020, 1, 1).plusDays(g).toString();
    }

    private static String uuid(int g) {
        return new UUID(g, g).toString();
    }

    private static String bits(int g) {
        return String.format(Locale.ROOT, "%16s", Integer.toBinaryString(g)).replace(' ', '0');
    }
}
