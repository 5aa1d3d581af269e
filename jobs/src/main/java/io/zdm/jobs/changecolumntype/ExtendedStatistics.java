package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;

/** Extended statistics. The old column keeps its own until contract, under another name. */
record ExtendedStatistics(ShadowChange change, OnlineDdl ddl) implements Dependents {

    ExtendedStatistics(ShadowChange change) {
        this(change, new OnlineDdl(change.sql(), Guise.SHADOW));
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        return guise == Guise.OLD
                ? List.of()
                : change.statistics().stream().map(this::build).toList();
    }

    private PlannedStep build(StatisticsSnapshot object) {
        String name = Names.shadow(object.name());
        String qualified = Identifier.qualified(object.schema(), name);
        String kinds = object.kinds().isEmpty() ? "" : " (" + String.join(", ", object.kinds()) + ")";
        List<String> statements = new ArrayList<>();
        statements.add("CREATE STATISTICS " + qualified + kinds + " ON "
                + change.shape(Guise.SHADOW).statistics(object).columns() + " FROM " + change.sql());
        if (object.target() != null) {
            statements.add("ALTER STATISTICS " + qualified + " SET STATISTICS " + object.target());
        }
        if (object.comment() != null) {
            statements.add("COMMENT ON STATISTICS " + qualified + " IS " + Identifier.literal(object.comment()));
        }
        if (!object.owner().equals(Identifier.quote(change.table().owner()))) {
            statements.add("ALTER STATISTICS " + qualified + " OWNER TO " + object.owner());
        }
        return ddl.step(
                "statistics:" + object.name(),
                "Make the extended statistics " + Identifier.quote(name),
                List.of(ddl.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                statements,
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = s.stxnamespace WHERE n.nspname = " + Identifier.literal(object.schema())
                        + " AND s.stxname = " + Identifier.literal(name) + ")",
                false,
                List.of("DROP STATISTICS IF EXISTS " + qualified));
    }

    @Override
    public List<String> undo() {
        return change.statistics().stream()
                .map(s -> "DROP STATISTICS IF EXISTS " + Identifier.qualified(s.schema(), Names.shadow(s.name())))
                .toList();
    }

    @Override
    public List<String> settle() {
        List<String> statements = new ArrayList<>();
        for (StatisticsSnapshot object : change.statistics()) {
            statements.add(rename(object, object.name(), Names.old(object.name())));
            statements.add(rename(object, Names.shadow(object.name()), object.name()));
        }
        return statements;
    }

    @Override
    public List<String> abandon() {
        return change.statistics().stream()
                .map(s -> "DROP STATISTICS IF EXISTS " + s.sql())
                .toList();
    }

    @Override
    public List<String> restore() {
        return change.statistics().stream()
                .map(s -> rename(s, Names.old(s.name()), s.name()))
                .toList();
    }

    private static String rename(StatisticsSnapshot object, String from, String to) {
        return "ALTER STATISTICS " + Identifier.qualified(object.schema(), from) + " RENAME TO " + Identifier.quote(to);
    }
}
