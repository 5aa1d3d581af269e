package io.zdm.cli.generated;

import io.zdm.jobs.changecolumntype.ChangeColumnType;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.changecolumntype.ChangeColumnType.OnUnconvertible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table app.t, what hangs on it, and the change of its columns c or c and e. Equal seeds make equal tables.
 *
 * @param columns the changed ones
 * @param nulls whether they hold NULLs
 */
record GeneratedTable(
        long seed, Map<String, Conversion> columns, boolean nulls, List<String> base, List<Feature> features) {

    private static final int ROWS = 30;
    private static final int MOST_FEATURES = 10;

    static final List<String> SURROUNDINGS = List.of(
            "CREATE SCHEMA app",
            "CREATE TYPE app.mood AS ENUM ('good', 'bad')",
            "CREATE DOMAIN app.word AS varchar(25)",
            "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");

    static GeneratedTable of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextInt();
        Map<String, Conversion> columns = new LinkedHashMap<>();
        columns.put("c", oneOf(random, Conversion.ALL));
        if (random.nextInt(6) == 0) {
            columns.put("e", oneOf(random, Conversion.ALL).of("e"));
        }
        boolean nulls = random.nextBoolean();
        List<String> base = base(random, columns, nulls);
        List<Feature> features = new ArrayList<>();
        for (int i = random.nextInt(MOST_FEATURES + 1); i > 0; i--) {
            String column = oneOf(random, List.copyOf(columns.keySet()));
            features.add(new Features(random, column, conversion(columns, column)).any(features.size()));
        }
        return new GeneratedTable(seed, columns, nulls, base, List.copyOf(features));
    }

    GeneratedTable with(List<Feature> fewer) {
        return new GeneratedTable(seed, columns, nulls, base, List.copyOf(fewer));
    }

    ChangeColumnType change() {
        return new ChangeColumnType(
                "app.t",
                columns.entrySet().stream()
                        .map(c -> new Column(
                                c.getKey(),
                                c.getValue().to(),
                                c.getValue().using(),
                                c.getValue().reverse(),
                                OnUnconvertible.FAIL))
                        .toList(),
                false);
    }

    String alter() {
        return columns.entrySet().stream()
                .map(c ->
                        " ALTER COLUMN " + c.getKey() + " TYPE " + c.getValue().to()
                                + (c.getValue().using() == null
                                        ? ""
                                        : " USING " + c.getValue().using()))
                .collect(Collectors.joining(",", "ALTER TABLE app.t", ""));
    }

    /** What an application does, each a transaction; other rows in each round. */
    List<String> writes(int round) {
        int fresh = 1000 + round;
        String values = columns.values().stream()
                .map(c -> "'" + c.value().apply(fresh) + "'")
                .collect(Collectors.joining(", "));
        String set = columns.entrySet().stream()
                .map(c -> c.getKey() + " = '" + c.getValue().value().apply(2000 + round) + "'")
                .collect(Collectors.joining(", "));
        return List.of(
                "INSERT INTO app.t (id, n, w, d, " + String.join(", ", columns.keySet()) + ") VALUES (" + key(fresh)
                        + ", " + fresh + ", 'w', '2024-02-29', " + values + ")",
                "INSERT INTO app.t (id, n) VALUES (" + key(fresh + 500) + ", " + (fresh + 500) + ")",
                "UPDATE app.t SET " + set + " WHERE n = " + (10 + round),
                "UPDATE app.t SET w = w || '!' WHERE n % 5 = 1",
                "UPDATE app.t SET c = NULL WHERE n = " + (15 + round),
                "DELETE FROM app.t WHERE n = " + (20 + round));
    }

    /** For the message of a failure: everything that is needed to see it again. */
    String script() {
        List<String> lines = new ArrayList<>(SURROUNDINGS);
        lines.addAll(base);
        features.forEach(f -> lines.add(f.sql()));
        lines.add(alter());
        return "-Dzdm.seed=" + seed + "\n" + String.join(";\n", lines) + ";";
    }

    private static List<String> base(Random random, Map<String, Conversion> columns, boolean nulls) {
        List<String> sql = new ArrayList<>();
        List<String> definitions = new ArrayList<>(List.of("id text", "n integer", "w text DEFAULT 'x'", "d date"));
        columns.forEach((name, c) -> definitions.add(name + " " + c.from()));
        boolean hole = random.nextInt(4) == 0;
        if (hole) {
            definitions.add("hole integer");
        }
        Collections.shuffle(definitions, random);
        boolean partitioned = random.nextInt(12) == 0;
        sql.add("CREATE TABLE app.t (" + String.join(", ", definitions) + ")"
                + (partitioned ? " PARTITION BY RANGE (n)" : ""));
        if (hole) {
            sql.add("ALTER TABLE app.t DROP hole");
        }
        if (partitioned) {
            sql.add("CREATE TABLE app.t_low PARTITION OF app.t FOR VALUES FROM (MINVALUE) TO (16)");
            sql.add("CREATE TABLE app.t_high PARTITION OF app.t FOR VALUES FROM (16) TO (MAXVALUE)");
        }
        List<String> key = key(random, partitioned);
        String rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(g ->
                        "(" + key(g) + ", " + g + ", 'w" + g + "', '2024-01-31', " + values(columns, g, nulls) + ")")
                .collect(Collectors.joining(", "));
        sql.add("INSERT INTO app.t (id, n, w, d, " + String.join(", ", columns.keySet()) + ") VALUES " + rows);
        // Where the values do not make a key, there is none.
        sql.addAll(key.get(0).endsWith("(c)") && (nulls || !unique(columns)) ? List.of() : key);
        columns.forEach((name, c) -> {
            if (c.is(Conversion.Trait.ORDERED)) {
                sql.add("CREATE TABLE app." + name + "_parent (k " + c.from() + " PRIMARY KEY)");
                sql.add("INSERT INTO app." + name + "_parent VALUES "
                        + IntStream.concat(
                                        IntStream.rangeClosed(1, ROWS),
                                        IntStream.of(1000, 1001, 1002, 2000, 2001, 2002))
                                .mapToObj(g -> "('" + c.value().apply(g) + "')")
                                .distinct()
                                .collect(Collectors.joining(", ")));
            }
        });
        return List.copyOf(sql);
    }

    private static List<String> key(Random random, boolean partitioned) {
        if (partitioned) {
            return List.of("ALTER TABLE app.t ADD PRIMARY KEY (id, n)");
        }
        return switch (random.nextInt(10)) {
            case 0 -> List.of("ALTER TABLE app.t ALTER n SET NOT NULL");
            case 1 -> List.of("ALTER TABLE app.t ALTER n SET NOT NULL", "CREATE UNIQUE INDEX t_n ON app.t (n)");
            case 2 -> List.of("ALTER TABLE app.t ADD PRIMARY KEY (n, id)");
            case 3, 4 -> List.of("ALTER TABLE app.t ADD CONSTRAINT \"The Key\" PRIMARY KEY (id)");
            case 5 -> List.of("ALTER TABLE app.t ADD PRIMARY KEY (c)");
            default -> List.of("ALTER TABLE app.t ADD PRIMARY KEY (n)");
        };
    }

    private static boolean unique(Map<String, Conversion> columns) {
        Conversion c = columns.values().iterator().next();
        return c.is(Conversion.Trait.ORDERED)
                && !c.value().apply(1).equals(c.value().apply(3));
    }

    private static String values(Map<String, Conversion> columns, int g, boolean nulls) {
        return columns.values().stream()
                .map(c -> nulls && g % 7 == 0 ? "NULL" : "'" + c.value().apply(g) + "'")
                .collect(Collectors.joining(", "));
    }

    private static String key(int g) {
        return "'k" + g + "'";
    }

    private static Conversion conversion(Map<String, Conversion> columns, String name) {
        return columns.entrySet().stream()
                .filter(c -> c.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
