package io.zdm.lint.check;

import io.zdm.lint.Lock;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_partitionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;

/** Table partitions that come and go. */
final class PartitionCheck implements Check {

    @Override
    public void look(Visit visit) {
        Alter_table_statementContext alter = visit.alterTable();
        if (alter != null && alter.alter_partition() != null && !visit.scene().isNew(Names.of(alter.name))) {
            moved(visit, alter.name.getText(), alter.alter_partition());
        }
        Schema_createContext create = visit.create();
        Create_table_statementContext table = create == null ? null : create.create_table_statement();
        if (table != null && table.define_table().define_partition() != null) {
            var parent = table.define_table().define_partition().parent_table;
            if (!visit.scene().isNew(Names.of(parent))) {
                visit.report(
                        "create-partition-of",
                        table.define_table(),
                        "Nobody can read or write " + parent.getText()
                                + " from when this waits for its lock, and while a default partition is read.",
                        new Lock(parent.getText(), Visit.ACCESS_EXCLUSIVE));
            }
        }
    }

    private static void moved(Visit visit, String parent, Alter_partitionContext partition) {
        if (partition.ATTACH() != null) {
            String child =
                    partition.partition_table_value().schema_qualified_name().getText();
            if (!visit.scene().isNew(Names.of(child)) && !visit.scene().known.hasCheck(Names.of(child))) {
                visit.report(
                        "attach-partition",
                        partition,
                        "Nobody can read or write " + child + " while every row is checked against the bounds.",
                        new Lock(child, Visit.ACCESS_EXCLUSIVE),
                        new Lock(parent, "SHARE UPDATE EXCLUSIVE"));
            }
        } else if (partition.CONCURRENTLY() == null && partition.FINALIZE() == null) {
            visit.report(
                    "detach-partition",
                    partition,
                    "Nobody can read or write " + parent + " from when this waits for its lock.",
                    new Lock(parent, Visit.ACCESS_EXCLUSIVE));
        }
    }
}
