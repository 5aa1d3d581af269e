package io.zdm.cli.scenario;

import io.zdm.jobs.changecolumntype.ChangeColumnType;

/** Those of all other kinds, a third of them. */
class ScenariosOfOtherKindsLastThirdPostgresTest extends NewestVersionScenarios {

    ScenariosOfOtherKindsLastThirdPostgresTest() {
        super(s -> !s.kind().equals(ChangeColumnType.KIND), 2);
    }
}
