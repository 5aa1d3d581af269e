package io.zdm.jobs.addcheck;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param constraint its exact name
 * @param check the condition
 * @param validate whether the rows that are there are checked, too
 */
public record AddCheck(String table, String constraint, String check, boolean noInherit, boolean validate)
        implements SchemaChange {

    public static final String KIND = "addCheck";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("constraint", Identifier.quote(constraint));
        keys.put("check", check);
        if (noInherit) {
            keys.put("noInherit", true);
        }
        if (!validate) {
            keys.put("validate", false);
        }
        return keys;
    }
}
