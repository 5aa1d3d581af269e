package io.zdm.cli.generated;

class GeneratedTablesSecondQuarterPostgresTest extends GeneratedTables {

    GeneratedTablesSecondQuarterPostgresTest() {
        super(1);
    }
}
