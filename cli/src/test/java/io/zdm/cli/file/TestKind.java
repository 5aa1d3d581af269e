package io.zdm.cli.file;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import java.util.List;
import java.util.Map;

/** A kind that keeps what it was given, with the keys of the real one of its name. */
record TestKind(String name, List<Key> keys) implements ChangeKind {

    static final TestKind CHANGE_COLUMN_TYPE = new TestKind(
            "changeColumnType",
            List.of(
                    Key.list(
                            "columns",
                            true,
                            "the columns to change",
                            List.of(
                                    Key.text("column", true, "the column's name"),
                                    Key.text("to", true, "the new type"),
                                    Key.text("using", false, "the new value"),
                                    Key.text("reverseUsing", false, "the old value from the new one"),
                                    Key.oneOf(
                                            "onUnconvertible",
                                            List.of("fail", "null"),
                                            "what becomes of other values"))),
                    Key.flag("fireUserTriggers", "whether triggers fire")));

    static final TestKind SET_NOT_NULL = new TestKind(
            "setNotNull",
            List.of(
                    Key.text("column", true, "the column's name"),
                    new Key("validate", Key.Type.FLAG, false, "whether to validate", List.of(), List.of())));

    static Map<String, ChangeKind> all() {
        return Map.of(CHANGE_COLUMN_TYPE.name(), CHANGE_COLUMN_TYPE, SET_NOT_NULL.name(), SET_NOT_NULL);
    }

    @Override
    public String summary() {
        return "Keeps what it was given.";
    }

    @Override
    public String example() {
        return "zdm-batch run " + name;
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        if (table.equals("refused")) {
            throw new InvalidDefinitionException("this table is refused by its kind");
        }
        return new Change(name, table, values);
    }

    private record Change(String kind, String table, Map<String, Object> definition) implements SchemaChange {}
}
