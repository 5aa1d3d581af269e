package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Rehearsed.Source;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A conversion as a PL/pgSQL function that never raises. Its variables have the names of the columns that the
 * conversion reads, so that the deparsed expression is its body as it is. Parameters of those names would not do: one
 * called found means PL/pgSQL's own. The EXCEPTION clause only evaluates: it uses no
 * transaction id of its own.
 *
 * @param schema {@code zdm}, or {@code pg_temp} for a plan, which leaves no trace
 * @param type of the result, with its modifier: the value is assigned to a variable of it
 */
public record ConversionFunction(String schema, String name, List<Source> sources, String expression, String type) {

    /** Makes the function that answers whether the conversion works. */
    public String createCan() {
        return create("can_" + name, "boolean", "RETURN true;", "RETURN false;");
    }

    /** Makes the function that gives the value, or NULL where it does not convert. */
    public String createConverting() {
        return create(name, type, "RETURN zdm_value;", "RETURN NULL;");
    }

    /** @param names of the columns now, in the order of the sources */
    public String can(List<String> names) {
        return call("can_" + name, names);
    }

    /** @param names of the columns now, in the order of the sources */
    public String converting(List<String> names) {
        return call(name, names);
    }

    public List<String> drop() {
        String types = sources.stream().map(Source::type).collect(Collectors.joining(", "));
        return List.of(
                "DROP FUNCTION IF EXISTS " + schema + ".can_" + name + "(" + types + ")",
                "DROP FUNCTION IF EXISTS " + schema + "." + name + "(" + types + ")");
    }

    public ConversionFunction inSchema(String other) {
        return new ConversionFunction(other, name, sources, expression, type);
    }

    private String call(String function, List<String> names) {
        return schema + "." + function + "("
                + names.stream().map(Identifier::quote).collect(Collectors.joining(", ")) + ")";
    }

    private String create(String function, String returns, String success, String failure) {
        return """
                CREATE OR REPLACE FUNCTION %s.%s(%s) RETURNS %s
                LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $zdm$
                DECLARE
                %s    zdm_value %s;
                BEGIN
                    zdm_value := %s;
                    %s
                EXCEPTION WHEN OTHERS THEN
                    %s
                END
                $zdm$""".formatted(
                        schema,
                        function,
                        sources.stream().map(Source::type).collect(Collectors.joining(", ")),
                        returns,
                        variables(),
                        type,
                        expression,
                        success,
                        failure);
    }

    private String variables() {
        StringBuilder variables = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            variables.append("    %s %s := $%d;\n".formatted(Identifier.quote(source.column()), source.type(), i + 1));
        }
        return variables.toString();
    }
}
