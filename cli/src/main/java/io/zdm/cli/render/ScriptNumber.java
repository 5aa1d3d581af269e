package io.zdm.cli.render;

import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The number with which a change is planned for a script: no {@code zdm.change} row stands for it, so it must be none that
 * the engine will give out, and two scripts must not share one. The same change gets the same number every time.
 */
public final class ScriptNumber {

    private static final long BEYOND_ALL_CHANGES = 1_000_000_000_000L;

    private ScriptNumber() {}

    public static long of(SchemaChange change, ChangePlanner kind) {
        CRC32 sum = new CRC32();
        String text = change.kind() + " " + change.table() + " " + new TreeSet<>(kind.columns(change)) + " "
                + change.definition();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return BEYOND_ALL_CHANGES + sum.getValue();
    }
}
