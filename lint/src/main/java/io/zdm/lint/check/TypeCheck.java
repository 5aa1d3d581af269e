package io.zdm.lint.check;

import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_type_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_alterContext;

/** Enums and domains. */
final class TypeCheck implements Check {

    @Override
    public void look(Visit visit) {
        Schema_alterContext alter = visit.alter();
        if (alter == null) {
            return;
        }
        Alter_type_statementContext type = alter.alter_type_statement();
        if (type != null && !visit.scene().isNew(Names.of(type.name))) {
            if (type.existing_enum_name != null) {
                visit.report(
                        "rename-enum-value",
                        type,
                        "Whoever still writes " + type.existing_enum_name.getText() + " fails.");
            } else if (type.new_enum_value != null && visit.scene().inTransaction()) {
                visit.report(
                        "enum-value-in-transaction", type, "The value cannot be used before this transaction commits.");
            }
        }
        Alter_domain_statementContext domain = alter.alter_domain_statement();
        if (domain == null || visit.scene().isNew(Names.of(domain.name))) {
            return;
        }
        boolean added = domain.dom_constraint != null && domain.not_valid == null;
        boolean notNull = domain.SET() != null && domain.NOT() != null;
        if (added || notNull) {
            visit.report(
                    "domain-constraint",
                    domain,
                    "Nobody can write to any table with a column of " + domain.name.getText()
                            + " while every row is checked.");
        }
    }
}
