package io.zdm.engine.plan;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A trigger of the engine's that must fire after all of the user's, for it sees what they made of a row. */
public final class LastTrigger {

    private LastTrigger() {}

    /**
     * Its name.
     *
     * @param lastUserTrigger the one that fires last among the table's own triggers, or empty
     * @throws EngineException where no name is later: that one is as long as a name may be, and of its greatest character
     *     alone
     */
    public static String of(String purpose, String lastUserTrigger) {
        return prefixes(lastUserTrigger)
                .map(prefix -> prefix + "_zdm_" + purpose)
                .filter(name -> Identifier.fits(name) && Names.FIRING_ORDER.compare(name, lastUserTrigger) > 0)
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        ErrorCode.REFUSED,
                        "The trigger that keeps the columns in step must fire after all others, and no name is later than "
                                + Identifier.quote(lastUserTrigger) + ".",
                        false,
                        "Rename that trigger, then begin again."));
    }

    /** The usual ones first; then the trigger's own name, which every longer one comes after; then shorter ones that do. */
    private static Stream<String> prefixes(String lastUserTrigger) {
        int[] points = lastUserTrigger.codePoints().toArray();
        String greatest = Arrays.stream(points)
                .mapToObj(Character::toString)
                .max(Names.FIRING_ORDER)
                .orElse("");
        return Stream.of(
                        IntStream.rangeClosed(3, 30).mapToObj("z"::repeat),
                        Stream.of("~", lastUserTrigger),
                        IntStream.range(0, points.length)
                                .mapToObj(i -> new String(points, 0, points.length - 1 - i) + greatest))
                .flatMap(Function.identity());
    }
}
