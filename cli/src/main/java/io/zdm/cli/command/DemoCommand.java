package io.zdm.cli.command;

import io.zdm.cli.demo.Demo;
import io.zdm.cli.demo.DemoPage;
import io.zdm.cli.demo.Felt;
import io.zdm.cli.report.Reports;
import io.zdm.cli.sandbox.Sandbox;
import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the two ways of changing a type do to an application. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Changes the type of a column of a sandbox's table under traffic, once by ALTER TABLE and once by zdm-batch, and"
                    + " draws the latency that the application felt. Always in the sandbox: no other database is touched."
        },
        footer = {"", "Example: zdm-batch demo"})
public final class DemoCommand implements Callable<Integer> {

    private static final Duration CALM = Duration.ofSeconds(2);

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "500000",
            description = "of each of the two tables (default: ${DEFAULT-VALUE})")
    int rows = 500_000;

    private final Console console;
    private final Demo.Zdm zdm;

    /** @param zdm runs command lines in the sandbox */
    public DemoCommand(Console console, Demo.Zdm zdm) {
        this.console = console;
        this.zdm = zdm;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        if (rows < 1000) {
            throw new UsageException("--rows=" + rows + ": must be 1000 or more. Nothing was changed.");
        }
        Path page = Reports.FOLDER.resolve("demo.html");
        Path report = Reports.FOLDER.resolve("demo-change.html");
        try (Sandbox sandbox = Sandbox.join(Path.of(""), console.err())) {
            List<Felt> felt =
                    new Demo(sandbox.target(), zdm, rows, CALM, console.stop()).run(console.err(), report.toString());
            Demo.show(felt, console.out());
            DemoPage.write(felt, page);
            console.out().println("Both drawn: " + page.toAbsolutePath());
            console.out().println("Report of zdm-batch's change: " + report.toAbsolutePath());
            return 0;
        }
    }
}
