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
import java.util.stream.Stream;

/**
 * The table app.t, what hangs on it, and the change of its first column or of that and another. Equal seeds make equal
 * tables.
 *
 * @param columns the changed ones, quoted where they must be
 * @param nulls whether they hold NULLs
 */
record GeneratedTable(
        long seed,
        Map<String, Conversion> columns,
        boolean nulls,
        Tree tree,
        List<String> base,
        List<Feature> features) {

    /** What is below the table. One of those below is {@code app.t_low} and has rows of its own. */
    enum Tree {
        NONE,
        RANGE,
        LIST,
        HASH,
        NESTED,
        ATTACHED,
        INHERITED
    }

    private static final int ROWS = 30;
    private static final int MOST_FEATURES = 10;

    /** One makes generated names too long; some mean something in SQL or in a trigger's function. */
    private static final List<String> NAMES =
            List.of("c", "c", "c", "c_" + "long".repeat(14), "\"C d\"", "\"order\"", "\"new\"", "\"old\"", "tg_op");

    static final List<String> SURROUNDINGS = List.of(
            "CREATE SCHEMA app",
            "CREATE TYPE app.mood AS ENUM ('good', 'bad')",
            "CREATE DOMAIN app.word AS varchar(25)",
            "CREATE TABLE app.log (what text, n integer)",
            "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN NEW.hits := coalesce(NEW.hits, 0) + 1; RETURN NEW; END $$",
            "CREATE FUNCTION app.logs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " INSERT INTO app.log VALUES (TG_NAME || TG_OP || TG_NARGS || coalesce(TG_ARGV[0], ''),"
                    + " CASE WHEN TG_LEVEL = 'ROW' THEN coalesce(NEW.n, OLD.n) END); RETURN coalesce(NEW, OLD); END $$");

    static GeneratedTable of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextInt();
        Map<String, Conversion> columns = new LinkedHashMap<>();
        String first = oneOf(random, NAMES);
        Conversion conversion = oneOf(random, Conversion.ALL);
        columns.put(first, conversion.of(first));
        if (random.nextInt(4) == 0) {
            columns.put("e", (random.nextBoolean() ? conversion : oneOf(random, Conversion.ALL)).of("e"));
        }
        boolean nulls = random.nextBoolean();
        Tree tree = random.nextInt(6) == 0 ? oneOf(random, List.of(Tree.values())) : Tree.NONE;
        List<String> base = base(random, columns, nulls, tree);
        List<Feature> features = new ArrayList<>();
        List<String> names = List.copyOf(columns.keySet());
        for (int i = random.nextInt(MOST_FEATURES + 1); i > 0; i--) {
            int chosen = random.nextInt(names.size());
            Conversion of = List.copyOf(columns.values()).get(chosen);
            features.add(new Features(random, names, chosen, of, tree != Tree.NONE).any(features.size()));
        }
        return new GeneratedTable(seed, columns, nulls, tree, base, List.copyOf(features));
    }

    GeneratedTable with(List<Feature> fewer) {
        return new GeneratedTable(seed, columns, nulls, tree, base, List.copyOf(fewer));
    }

    ChangeColumnType change() {
        return new ChangeColumnType(
                "app.t",
                columns.entrySet().stream()
                        .map(c -> new Column(
                                c.getKey().replace("\"", ""),
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

    /** What a careful person runs where ALTER TABLE alone is refused: all or nothing. */
    String carefully() {
        List<Feature> bound = features.stream().filter(f -> !f.drop().isEmpty()).toList();
        List<Feature> backwards = new ArrayList<>(bound);
        Collections.reverse(backwards);
        return Stream.of(
                        backwards.stream().flatMap(f -> f.drop().stream()),
                        Stream.of(alter()),
                        bound.stream().map(GeneratedTable::again))
                .flatMap(s -> s)
                .collect(Collectors.joining("; "));
    }

    /** The part that was dropped: of several statements those that make no table, column or row. */
    private static String again(Feature feature) {
        if (feature.drop().get(0).contains("SET EXPRESSION")) {
            return feature.sql()
                    .replace("ADD virtual", "ALTER virtual")
                    .replace("boolean GENERATED ALWAYS AS", "SET EXPRESSION AS")
                    .replace(" VIRTUAL", "");
        }
        return Stream.of(feature.sql().split("; "))
                .filter(s -> !s.startsWith("CREATE TABLE") && !s.startsWith("INSERT"))
                .collect(Collectors.joining("; "));
    }

    /** What ALTER TABLE forgets. */
    List<String> afterwards() {
        return features.stream().flatMap(f -> f.afterwards().stream()).toList();
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
        String first = columns.keySet().iterator().next();
        List<String> writes = new ArrayList<>(List.of(
                "INSERT INTO app.t (id, n, w, d, " + String.join(", ", columns.keySet()) + ") VALUES (" + key(fresh)
                        + ", " + fresh + ", 'w', '2024-02-29', " + values + ")",
                "INSERT INTO app.t (id, n) VALUES (" + key(fresh + 500) + ", " + (fresh + 500) + ")",
                "UPDATE app.t SET " + set + " WHERE n = " + (10 + round),
                "UPDATE app.t SET w = w || '!' WHERE n % 5 = 1",
                "UPDATE app.t SET " + first + " = NULL WHERE n = " + (15 + round),
                "UPDATE app.t SET n = n + 40 WHERE n = " + (25 + round),
                "INSERT INTO app.t (id, n, " + first + ") SELECT id, n, " + first
                        + " FROM app.t WHERE n = 7 ON CONFLICT DO NOTHING",
                "DELETE FROM app.t WHERE n = " + (20 + round)));
        features.forEach(f -> writes.addAll(f.writes()));
        return writes;
    }

    /** For the message of a failure: everything that is needed to see it again. */
    String script() {
        List<String> lines = new ArrayList<>(SURROUNDINGS);
        lines.addAll(base);
        features.forEach(f -> lines.add(f.sql()));
        lines.add(alter());
        return "-Dzdm.seed=" + seed + "\n" + String.join(";\n", lines) + ";";
    }

    private static List<String> base(Random random, Map<String, Conversion> columns, boolean nulls, Tree tree) {
        List<String> sql = new ArrayList<>();
        String first = columns.keySet().iterator().next();
        sql.add("CREATE FUNCTION app.clears() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.n % 10 = 6 THEN"
                + " NEW.d := NULL; NEW." + first + " := NULL; END IF; RETURN NEW; END $$");
        List<String> definitions =
                new ArrayList<>(List.of("id text", "n integer", "w text DEFAULT 'x'", "d date", "hits integer"));
        columns.forEach((name, c) -> definitions.add(name + " " + c.from()));
        boolean hole = random.nextInt(4) == 0;
        if (hole) {
            definitions.add("hole integer");
        }
        Collections.shuffle(definitions, random);
        sql.add("CREATE TABLE app.t (" + String.join(", ", definitions) + ")" + partitioning(tree));
        if (hole) {
            sql.add("ALTER TABLE app.t DROP hole");
        }
        definitions.remove("hole integer");
        Collections.shuffle(definitions, random);
        sql.addAll(below(tree, definitions));
        List<String> key = key(random, tree, first);
        String names = " (id, n, w, d, " + String.join(", ", columns.keySet()) + ") VALUES ";
        String rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(g ->
                        "(" + key(g) + ", " + g + ", 'w" + g + "', '2024-01-31', " + values(columns, g, nulls) + ")")
                .collect(Collectors.joining(", "));
        sql.add("INSERT INTO app.t" + names + rows);
        if (tree == Tree.INHERITED) {
            sql.add("INSERT INTO app.t_low" + names + "('child', 600, 'w', NULL, " + values(columns, 600, false) + ")");
        }
        // Where the values do not make a key, there is none.
        sql.addAll(key.get(0).endsWith("(" + first + ")") && (nulls || !unique(columns)) ? List.of() : key);
        int parent = 0;
        for (Conversion c : columns.values()) {
            if (c.is(Conversion.Trait.ORDERED)) {
                sql.add("CREATE TABLE app.parent_" + parent + " (k " + c.from() + " PRIMARY KEY)");
                sql.add("INSERT INTO app.parent_" + parent + " VALUES "
                        + IntStream.concat(
                                        IntStream.rangeClosed(1, ROWS),
                                        IntStream.of(600, 1000, 1001, 1002, 2000, 2001, 2002))
                                .mapToObj(g -> "('" + c.value().apply(g) + "')")
                                .distinct()
                                .collect(Collectors.joining(", ")));
            }
            parent++;
        }
        return List.copyOf(sql);
    }

    private static String partitioning(Tree tree) {
        return switch (tree) {
            case NONE, INHERITED -> "";
            case RANGE, NESTED, ATTACHED -> " PARTITION BY RANGE (n)";
            case LIST -> " PARTITION BY LIST (w)";
            case HASH -> " PARTITION BY HASH (n)";
        };
    }

    private static List<String> below(Tree tree, List<String> columns) {
        String low = "CREATE TABLE app.t_low PARTITION OF app.t FOR VALUES ";
        String high = "CREATE TABLE app.t_high PARTITION OF app.t ";
        return switch (tree) {
            case NONE -> List.of();
            case RANGE -> List.of(low + "FROM (MINVALUE) TO (16)", high + "FOR VALUES FROM (16) TO (MAXVALUE)");
            case LIST -> List.of(low + "IN ('w1', 'w2', 'w6', 'w10', 'w11', 'x')", high + "DEFAULT");
            case HASH ->
                List.of(low + "WITH (MODULUS 2, REMAINDER 0)", high + "FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
            case NESTED ->
                List.of(
                        low + "FROM (MINVALUE) TO (16)",
                        high + "DEFAULT PARTITION BY HASH (id)",
                        "CREATE TABLE app.t_high_0 PARTITION OF app.t_high FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                        "CREATE TABLE app.t_high_1 PARTITION OF app.t_high FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
            case ATTACHED ->
                List.of(
                        "CREATE TABLE app.t_low (gone integer, " + String.join(", ", columns) + ")",
                        "ALTER TABLE app.t_low DROP gone",
                        "ALTER TABLE app.t ATTACH PARTITION app.t_low FOR VALUES FROM (MINVALUE) TO (16)",
                        high + "DEFAULT");
            case INHERITED -> List.of("CREATE TABLE app.t_low (extra integer) INHERITS (app.t)");
        };
    }

    private static List<String> key(Random random, Tree tree, String column) {
        if (tree != Tree.NONE && tree != Tree.INHERITED) {
            return random.nextInt(4) == 0
                    ? List.of("ALTER TABLE app.t ALTER n SET NOT NULL")
                    : List.of("ALTER TABLE app.t ADD PRIMARY KEY (id, " + (tree == Tree.LIST ? "w" : "n") + ")");
        }
        return switch (random.nextInt(10)) {
            case 0 -> List.of("ALTER TABLE app.t ALTER n SET NOT NULL");
            case 1 -> List.of("ALTER TABLE app.t ALTER n SET NOT NULL", "CREATE UNIQUE INDEX t_n ON app.t (n)");
            case 2 -> List.of("ALTER TABLE app.t ADD PRIMARY KEY (n, id)");
            case 3, 4 -> List.of("ALTER TABLE app.t ADD CONSTRAINT \"The Key\" PRIMARY KEY (id)");
            case 5, 6 -> List.of("ALTER TABLE app.t ADD PRIMARY KEY (" + column + ")");
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

    private static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
