package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import java.util.List;

/** Default values: only one of the two columns has one. */
record Defaults(ShadowChange change) implements Dependents {

    @Override
    public List<String> release() {
        return change.columns().stream()
                .filter(c -> c.now().defaultExpression() != null)
                .map(c -> alter(c.name(), "DROP DEFAULT"))
                .toList();
    }

    @Override
    public List<String> settle() {
        return change.columns().stream()
                .filter(c -> c.rehearsed().after().defaultExpression() != null)
                .map(c -> alter(c.name(), "SET DEFAULT " + c.rehearsed().after().defaultExpression()))
                .toList();
    }

    @Override
    public List<String> restore() {
        return change.columns().stream()
                .filter(c -> c.now().defaultExpression() != null)
                .map(c -> alter(c.name(), "SET DEFAULT " + c.now().defaultExpression()))
                .toList();
    }

    private String alter(String column, String action) {
        return "ALTER TABLE ONLY " + change.sql() + " ALTER COLUMN " + Identifier.quote(column) + " " + action;
    }
}
