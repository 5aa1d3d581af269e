package io.zdm.cli.safety;

import java.util.ArrayList;
import java.util.List;

/** A change of {@link Written}'s table that swaps nothing, with what one would write where nobody minds a standstill. */
enum DdlKind {
    ADD_INDEX(
            "addIndex",
            "CREATE INDEX t_low ON app.t (lower(code), n DESC) INCLUDE (id) WHERE n >= 0",
            "--index=t_low",
            "--columns=lower(code), n DESC",
            "--include=id",
            "--where=n >= 0"),
    ADD_UNIQUE(
            "addUnique",
            "ALTER TABLE app.t ADD CONSTRAINT t_code_key UNIQUE (code)",
            "--constraint=t_code_key",
            "--columns=code"),
    REINDEX("reindex", "REINDEX INDEX app.t_n", "--index=t_n"),
    DROP_INDEX("dropIndex", "DROP INDEX app.t_old", "--index=t_old"),
    SET_NOT_NULL("setNotNull", "ALTER TABLE app.t ALTER needed SET NOT NULL", "--column=needed"),
    ADD_CHECK(
            "addCheck",
            "ALTER TABLE app.t ADD CONSTRAINT t_n_check CHECK (n >= 0 AND code <> '')",
            "--constraint=t_n_check",
            "--check=n >= 0 AND code <> ''"),
    ADD_FOREIGN_KEY(
            "addForeignKey",
            "ALTER TABLE app.t ADD CONSTRAINT t_parent FOREIGN KEY (parent) REFERENCES app.parent;"
                    + "CREATE INDEX ON app.t (parent)",
            "--constraint=t_parent",
            "--columns=parent",
            "--references=app.parent"),
    SQL(
            "sql",
            "ALTER TABLE app.t ADD later int; CREATE INDEX t_later ON app.t (later);"
                    + "ALTER TABLE app.t ADD CONSTRAINT t_later CHECK (later > 0)",
            "--sql=ALTER TABLE app.t ADD later int; CREATE INDEX CONCURRENTLY t_later ON app.t (later);"
                    + " ALTER TABLE app.t ADD CONSTRAINT t_later CHECK (later > 0) NOT VALID;"
                    + " ALTER TABLE app.t VALIDATE CONSTRAINT t_later");

    private final String kind;
    private final String plainly;
    private final String options;

    DdlKind(String kind, String plainly, String... options) {
        this.kind = kind;
        this.plainly = plainly;
        this.options = String.join("\n", options);
    }

    String[] run(String... more) {
        List<String> command = new ArrayList<>(List.of("run", kind, "--table=app.t"));
        command.addAll(options.lines().toList());
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    /** The DDL without CONCURRENTLY and NOT VALID. */
    String plainly() {
        return plainly;
    }

    @Override
    public String toString() {
        return kind;
    }
}
