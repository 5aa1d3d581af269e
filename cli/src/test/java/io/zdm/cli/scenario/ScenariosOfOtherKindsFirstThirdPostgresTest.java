package io.zdm.cli.scenario;

import io.zdm.jobs.changecolumntype.ChangeColumnType;

/** Those of all other kinds, a third of them. */
class ScenariosOfOtherKindsFirstThirdPostgresTest extends NewestVersionScenarios {

    ScenariosOfOtherKindsFirstThirdPostgresTest() {
        super(s -> !s.kind().equals(ChangeColumnType.KIND), 0);
    }
}
