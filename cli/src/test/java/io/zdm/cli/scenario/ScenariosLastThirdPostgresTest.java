package io.zdm.cli.scenario;

import io.zdm.jobs.changecolumntype.ChangeColumnType;

/** Those of {@code changeColumnType}, a third of them. */
class ScenariosLastThirdPostgresTest extends NewestVersionScenarios {

    ScenariosLastThirdPostgresTest() {
        super(s -> s.kind().equals(ChangeColumnType.KIND), 2);
    }
}
