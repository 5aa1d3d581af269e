package io.zdm.cli.scenario;

import io.zdm.jobs.changecolumntype.ChangeColumnType;

/** Those of {@code changeColumnType}. */
class ScenariosPostgresTest extends NewestVersionScenarios {

    ScenariosPostgresTest() {
        super(s -> s.kind().equals(ChangeColumnType.KIND));
    }
}
