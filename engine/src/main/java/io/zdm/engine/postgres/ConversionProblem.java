package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.TypeTarget;
import org.springframework.dao.DataAccessException;

/** PostgreSQL's reason for not converting a column, in words that say what to do. */
final class ConversionProblem {

    private ConversionProblem() {}

    static Problem forward(TableSnapshot table, TypeTarget target, DataAccessException e) {
        String object = table.ref().sql() + "." + Identifier.quote(target.column());
        String cannot = "Cannot change " + object + " to " + target.to() + ": " + Sql.message(e);
        return switch (Sql.state(e)) {
            case "42P17" ->
                new Problem(
                        ProblemCode.SESSION_DEPENDENT_CONVERSION,
                        object,
                        cannot + "; its result would depend on the session (time zone, date style) or on the moment",
                        "Give a using expression that is immutable, for example created_at AT TIME ZONE 'UTC'.");
            case "42804", "42846" ->
                new Problem(
                        ProblemCode.NO_CONVERSION,
                        object,
                        "Cannot change " + object + " to " + target.to() + ": "
                                + (target.using() == null
                                        ? table.column(target.column())
                                                .orElseThrow()
                                                .type()
                                        : "the value of using")
                                + " does not convert to it by assignment",
                        "Give using: an expression over the row's columns whose value is of type " + target.to() + ".");
            case "42704", "42601", "42602", "22023" ->
                new Problem(
                        target.using() == null ? ProblemCode.TYPE_NOT_FOUND : ProblemCode.NO_CONVERSION,
                        object,
                        cannot,
                        "Write the type as in SQL, for example varchar(250) or numeric(12,2), and check using.");
            default -> new Problem(ProblemCode.NO_CONVERSION, object, cannot, "Check the type and using.");
        };
    }

    static Problem reverse(TableSnapshot table, TypeTarget target, String type, DataAccessException e) {
        String object = table.ref().sql() + "." + Identifier.quote(target.column());
        return new Problem(
                ProblemCode.NO_REVERSE_CONVERSION,
                object,
                "Cannot convert " + object + " back to " + type + " by " + target.reverseUsing() + ": "
                        + Sql.message(e),
                "Correct reverseUsing, or leave it out: then rows written after the swap have no way back"
                        + " unless assignment serves.");
    }
}
