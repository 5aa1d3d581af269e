package io.zdm.cli.generated;

class GeneratedTablesThirdQuarterPostgresTest extends GeneratedTables {

    GeneratedTablesThirdQuarterPostgresTest() {
        super(2);
    }
}
