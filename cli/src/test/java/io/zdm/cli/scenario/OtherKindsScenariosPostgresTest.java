package io.zdm.cli.scenario;

import io.zdm.jobs.changecolumntype.ChangeColumnType;

/** Those of all other kinds. */
class OtherKindsScenariosPostgresTest extends NewestVersionScenarios {

    OtherKindsScenariosPostgresTest() {
        super(s -> !s.kind().equals(ChangeColumnType.KIND));
    }
}
