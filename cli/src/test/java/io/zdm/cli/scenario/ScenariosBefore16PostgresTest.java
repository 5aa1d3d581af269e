package io.zdm.cli.scenario;

class ScenariosBefore16PostgresTest extends OtherVersionsScenarios {

    ScenariosBefore16PostgresTest() {
        super(major -> major < 16);
    }
}
