package io.zdm.cli.generated;

class GeneratedTablesFirstQuarterPostgresTest extends GeneratedTables {

    GeneratedTablesFirstQuarterPostgresTest() {
        super(0);
    }
}
