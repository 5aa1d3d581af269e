package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Runs several changes one after another, each in its turn. */
final class ChangeSequence {

    private final StopSignal stop;
    private final Function<ChangeEntry, Outcome> run;
    private final BiPredicate<ChangeEntry, ChangeEntry> holdsBack;

    /**
     * @param run does one of them
     * @param holdsBack whether a later one, the second, is left out where the first has failed
     */
    ChangeSequence(
            StopSignal stop, Function<ChangeEntry, Outcome> run, BiPredicate<ChangeEntry, ChangeEntry> holdsBack) {
        this.stop = stop;
        this.run = run;
        this.holdsBack = holdsBack;
    }

    /** All of them, also those whose turn did not come. */
    List<ChangeResult> run(List<ChangeEntry> entries, BiConsumer<Integer, ChangeEntry> begins) {
        List<ChangeResult> results = new ArrayList<>();
        for (ChangeEntry entry : entries) {
            Optional<ChangeEntry> failed = results.stream()
                    .filter(ChangeResult::failed)
                    .map(ChangeResult::entry)
                    .filter(before -> holdsBack.test(before, entry))
                    .findFirst();
            if (stop.isRequested()) {
                results.add(ChangeResult.notBegun(entry, ErrorCode.STOPPED, String.valueOf(stop.reason())));
            } else if (failed.isPresent()) {
                String why = failed.get().place() + " comes first and was not done";
                results.add(ChangeResult.notBegun(entry, ErrorCode.NOT_POSSIBLE_NOW, why));
            } else {
                begins.accept(results.size() + 1, entry);
                results.add(new ChangeResult(entry, outcome(entry)));
            }
        }
        return results;
    }

    /** What is thrown concerns this change alone: the others are told of, too. */
    private Outcome outcome(ChangeEntry entry) {
        try {
            return run.apply(entry);
        } catch (EngineException e) {
            return Outcome.notBegun(e);
        } catch (StoppedException e) {
            return Outcome.notBegun(new EngineException(
                    ErrorCode.STOPPED, "Stopped before anything was touched", false, "Run it again when you like.", e));
        } catch (UsageException e) {
            return Outcome.notBegun(new EngineException(
                    ErrorCode.REFUSED, String.valueOf(e.getMessage()), false, "Mend " + entry.place() + ".", e));
        } catch (RuntimeException e) {
            ErrorCode code = Sql.isConnectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.UNEXPECTED;
            return Outcome.notBegun(new EngineException(
                    code,
                    Sql.message(e),
                    true,
                    "What was committed stays; zdm-batch status tells, and the same command goes on.",
                    e));
        }
    }
}
