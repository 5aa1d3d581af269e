package io.zdm.lint.check;

import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Function_callContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.VexContext;

/** Whether a default may give another value for each row. A function that is not known to be stable may. */
final class Volatility {

    private static final Set<String> NOT_VOLATILE = Set.of(
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "date_trunc",
            "date_part",
            "to_timestamp",
            "to_char",
            "to_date",
            "to_number",
            "make_date",
            "make_time",
            "make_timestamp",
            "make_timestamptz",
            "make_interval",
            "age",
            "timezone",
            "lower",
            "upper",
            "initcap",
            "concat",
            "concat_ws",
            "length",
            "md5",
            "left",
            "right",
            "substr",
            "replace",
            "repeat",
            "lpad",
            "rpad",
            "btrim",
            "ltrim",
            "rtrim",
            "split_part",
            "encode",
            "decode",
            "abs",
            "ceil",
            "ceiling",
            "floor",
            "round",
            "trunc",
            "mod",
            "power",
            "sqrt",
            "json_build_object",
            "jsonb_build_object",
            "json_build_array",
            "jsonb_build_array",
            "to_json",
            "to_jsonb",
            "array_fill",
            "array_append",
            "array_cat",
            "string_to_array",
            "current_setting",
            "current_database",
            "version",
            "hashtext",
            "sha256",
            "format",
            "inet_client_addr",
            "pg_backend_pid",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "to_tsvector",
            "txid_current");

    private Volatility() {}

    static boolean mayBeVolatile(VexContext expression) {
        return inside(expression);
    }

    private static boolean inside(ParseTree tree) {
        if (tree instanceof Function_callContext call && call.schema_qualified_name_nontype() != null) {
            String name = Names.of(call.schema_qualified_name_nontype());
            if (!NOT_VOLATILE.contains(name.startsWith("pg_catalog.") ? name.substring(11) : name)) {
                return true;
            }
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            if (inside(tree.getChild(i))) {
                return true;
            }
        }
        return false;
    }
}
