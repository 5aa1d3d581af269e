package io.zdm.cli.scenario;

import io.zdm.jobs.changecolumntype.ChangeColumnType;

/** Those of {@code changeColumnType}, a third of them. */
class ScenariosFirstThirdPostgresTest extends NewestVersionScenarios {

    ScenariosFirstThirdPostgresTest() {
        super(s -> s.kind().equals(ChangeColumnType.KIND), 0);
    }
}
