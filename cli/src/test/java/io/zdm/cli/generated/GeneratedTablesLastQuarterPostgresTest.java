package io.zdm.cli.generated;

class GeneratedTablesLastQuarterPostgresTest extends GeneratedTables {

    GeneratedTablesLastQuarterPostgresTest() {
        super(3);
    }
}
