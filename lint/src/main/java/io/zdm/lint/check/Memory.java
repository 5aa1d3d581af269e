package io.zdm.lint.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constr_bodyContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Constraint_commonContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_domain_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_index_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Create_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.IdentifierContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Index_columnContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Schema_createContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Script_transactionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_column_definitionContext;

/** Remembers, after a statement was looked at, what it has made and changed. The last of the checks. */
final class Memory implements Check {

    private static final Pattern NOT_NULL =
            Pattern.compile("\\(*(\"[^\"]+\"|[\\w$]+)\\)*ISNOTNULL\\)*", Pattern.CASE_INSENSITIVE);

    @Override
    public void look(Visit visit) {
        var script = visit.tree().script_statement();
        if (script != null && script.script_transaction() != null) {
            transaction(visit.scene(), script.script_transaction());
            return;
        }
        if (visit.scene().inTransaction()) {
            StrongLocks.of(visit).stream()
                    .filter(lock -> lock.mode().equals(Visit.ACCESS_EXCLUSIVE))
                    .forEach(lock -> visit.scene().held.putIfAbsent(Names.of(lock.object()), lock.mode()));
        }
        if (visit.create() != null) {
            created(visit.scene(), visit.create());
        }
        if (visit.alterTable() != null) {
            altered(visit.scene(), visit.alterTable());
        }
    }

    private static void transaction(Scene scene, Script_transactionContext transaction) {
        boolean part = transaction.SAVEPOINT() != null || transaction.TO() != null || transaction.PREPARED() != null;
        if (transaction.BEGIN() != null || transaction.START() != null) {
            scene.begun = true;
        } else if (!part
                && (transaction.COMMIT() != null
                        || transaction.END() != null
                        || transaction.ROLLBACK() != null
                        || transaction.ABORT() != null
                        || transaction.PREPARE() != null)) {
            scene.transactionEnds();
            scene.begun = transaction.CHAIN() != null && transaction.NO() == null;
        }
    }

    private static void created(Scene scene, Schema_createContext create) {
        if (create.create_table_statement() != null) {
            table(scene, create.create_table_statement());
        } else if (create.create_table_as_statement() != null
                && create.create_table_as_statement().if_not_exists() == null) {
            scene.made(Names.of(create.create_table_as_statement().name));
        } else if (create.create_index_statement() != null) {
            index(scene, create.create_index_statement());
        } else if (create.create_view_statement() != null
                && create.create_view_statement().if_not_exists() == null) {
            scene.made(Names.of(create.create_view_statement().name));
        } else if (create.create_sequence_statement() != null
                && create.create_sequence_statement().if_not_exists() == null) {
            scene.made(Names.of(create.create_sequence_statement().name));
        } else if (create.create_type_statement() != null) {
            scene.made(Names.of(create.create_type_statement().name));
        } else if (create.create_domain_statement() != null) {
            domain(scene, create.create_domain_statement());
        } else if (create.create_function_statement() != null) {
            scene.made(Names.of(
                    create.create_function_statement().function_parameters().schema_qualified_name()));
        } else if (create.create_schema_statement() != null
                && create.create_schema_statement().name != null
                && create.create_schema_statement().if_not_exists() == null) {
            scene.made("schema " + Names.of(create.create_schema_statement().name));
        }
    }

    private static void domain(Scene scene, Create_domain_statementContext domain) {
        String name = Names.of(domain.name);
        scene.made(name);
        if (domain.domain_constraint().stream()
                .anyMatch(constraint -> constraint.CHECK() != null || constraint.NOT() != null)) {
            scene.known.constrainedDomain(name);
        }
    }

    /** IF NOT EXISTS promises nothing: the table may be there, large and in use. */
    private static void table(Scene scene, Create_table_statementContext table) {
        String name = Names.of(table.name);
        if (table.if_not_exists() == null) {
            scene.made(name);
        }
        scene.known.table(name);
        if (table.define_table().define_columns() == null) {
            return;
        }
        for (var column : table.define_table().define_columns().table_column_def()) {
            if (column.table_column_definition() != null) {
                column(scene, name, column.table_column_definition());
            } else if (column.tabl_constraint != null) {
                constraint(scene, name, column.tabl_constraint, true);
            }
        }
    }

    private static void column(Scene scene, String table, Table_column_definitionContext definition) {
        String column = Names.of(definition.identifier());
        scene.known.column(table, column, definition.data_type().getText());
        for (Constraint_commonContext constraint : definition.constraint_common()) {
            Constr_bodyContext body = constraint.constr_body();
            if (body.CHECK() != null) {
                scene.known.check(table, List.of(column));
            }
            if (body.PRIMARY() != null || (body.NOT() != null && body.NULL() != null && body.CHECK() == null)) {
                scene.known.notNull(table, column);
            }
            if (body.PRIMARY() != null || body.UNIQUE() != null) {
                scene.known.index(table, table + "_key_" + column, List.of(column));
            }
        }
    }

    private static void index(Scene scene, Create_index_statementContext index) {
        if (index.if_not_exists() == null && index.name != null) {
            scene.made(schemaOf(Names.of(index.table_name)) + Names.of(index.name));
        }
        List<String> columns = new ArrayList<>();
        for (Index_columnContext column : index.index_rest().index_columns().index_column()) {
            columns.add(Names.of(column.column));
        }
        if (index.index_rest().index_where() == null) {
            scene.known.index(
                    Names.of(index.table_name), index.name == null ? "" : Names.of(index.name), List.copyOf(columns));
        }
    }

    private static void altered(Scene scene, Alter_table_statementContext alter) {
        String table = Names.of(alter.name);
        if (alter.rename_to() != null && scene.isNew(table)) {
            scene.made(schemaOf(table) + Names.of(alter.rename_to().name));
        }
        for (Table_actionContext action : alter.table_action()) {
            if (action.table_column_definition() != null) {
                column(scene, table, action.table_column_definition());
                if (action.if_not_exists() == null) {
                    scene.made("column " + table + "."
                            + Names.of(action.table_column_definition().identifier()));
                }
            } else if (action.tabl_constraint != null) {
                constraint(scene, table, action.tabl_constraint, action.tabl_constraint.VALID() == null);
            } else if (action.validate_constraint() != null) {
                scene.known.validated(table, Names.of(action.validate_constraint().constraint_name));
            } else if (action.drop_constraint() != null) {
                scene.known.dropped(table, Names.of(action.drop_constraint().constraint_name));
            } else if (action.column_action() != null && action.column_action().TYPE() != null) {
                scene.known.column(
                        table,
                        Names.of(action.column),
                        action.column_action().data_type().getText());
            } else if (action.column_action() != null
                    && action.column_action().NOT() != null
                    && action.column_action().NULL() != null) {
                if (action.column_action().set != null) {
                    scene.known.notNull(table, Names.of(action.column));
                } else {
                    scene.known.nullable(table, Names.of(action.column));
                }
            }
        }
    }

    private static void constraint(Scene scene, String table, Constraint_commonContext constraint, boolean validated) {
        Constr_bodyContext body = constraint.constr_body();
        String name = constraint.identifier() == null ? "" : Names.of(constraint.identifier());
        if (!validated && scene.inTransaction()) {
            scene.notValidHere.add(table + "." + name);
        }
        if (body.CHECK() != null) {
            scene.known.check(table, columns(body.expression));
            Matcher matcher = NOT_NULL.matcher(body.expression.getText());
            if (matcher.matches()) {
                scene.known.pendingNotNull(table, name, Names.of(matcher.group(1)));
            }
            if (validated) {
                scene.known.validated(table, name);
            }
        } else if (body.NOT() != null && body.NULL() != null && body.col_name != null) {
            scene.known.pendingNotNull(table, name, Names.of(body.col_name));
            if (validated) {
                scene.known.validated(table, name);
            }
        } else if ((body.PRIMARY() != null || body.UNIQUE() != null) && body.col_overlaps != null) {
            List<String> columns = columns(body.col_overlaps);
            scene.known.index(table, name, columns);
            if (body.PRIMARY() != null) {
                columns.forEach(column -> scene.known.notNull(table, column));
            }
        }
    }

    /** The names in parentheses, however the grammar groups them. */
    static List<String> columns(ParseTree list) {
        List<String> names = new ArrayList<>();
        collect(list, names);
        return List.copyOf(names);
    }

    private static void collect(ParseTree tree, List<String> names) {
        if (tree instanceof IdentifierContext) {
            names.add(Names.of(tree));
            return;
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            collect(tree.getChild(i), names);
        }
    }

    private static String schemaOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot + 1).toLowerCase(Locale.ROOT);
    }
}
