package io.zdm.cli.scenario;

class ScenariosFrom16PostgresTest extends OtherVersionsScenarios {

    ScenariosFrom16PostgresTest() {
        super(major -> major >= 16);
    }
}
