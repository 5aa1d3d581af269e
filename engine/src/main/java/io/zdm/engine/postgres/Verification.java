package io.zdm.engine.postgres;

import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.VerifyStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bookkeeping of one verify over all its partitions. Safe for several threads. */
public final class Verification {

    private static final int SHOWN_KEYS = 10;

    private final Database database;
    private final VerifyStep step;
    private final VerifyProof proof;
    private final Set<String> compared = new HashSet<>();
    private final List<String> wrongKeys = new ArrayList<>();
    private long rows;
    private long wrong;
    private int expected = -1;

    /** Begins now: what touches the triggers from here on voids the proof, and so does what moves rows that have no key. */
    public Verification(Database database, VerifyStep step) {
        this.database = database;
        this.step = step;
        this.proof = VerifyProof.of(database, step);
    }

    /** How many partitions there are; without all of them there is no proof. */
    public synchronized void expect(int partitions) {
        expected = partitions;
    }

    public synchronized void add(RowVerifier.Compared chunk) {
        rows += chunk.rows();
        wrong += chunk.wrong();
        chunk.firstKeys().stream()
                .limit(Math.max(0, SHOWN_KEYS - wrongKeys.size()))
                .forEach(wrongKeys::add);
    }

    /** A partition has been compared to its end. */
    public synchronized void finished(String partition) {
        compared.add(partition);
    }

    public synchronized long rows() {
        return rows;
    }

    public synchronized long wrong() {
        return wrong;
    }

    public synchronized List<String> wrongKeys() {
        return List.copyOf(wrongKeys);
    }

    /** @throws IllegalStateException where a partition is missing or a row was wrong */
    public synchronized VerifyProof prove() {
        if (wrong > 0 || compared.size() != expected) {
            throw new IllegalStateException("No proof: %d of %d partitions compared, %d rows wrong"
                    .formatted(compared.size(), expected, wrong));
        }
        if (!proof.isGuarded(database)) {
            throw new EngineException(
                    ErrorCode.VERIFY_DIFFERENCES,
                    "No row of " + step.guarded().get(0) + " differs, but the triggers that keep them in step ("
                            + String.join(", ", step.guards())
                            + ") were missing, disabled or changed meanwhile. Nothing was swapped.",
                    true,
                    "See who did that; then restart, which puts them back and verifies anew.");
        }
        return proof;
    }

    /** Whether rows without a key lie elsewhere than when it began: some may have been compared nowhere. */
    public boolean isMixedUp() {
        return !proof.isInPlace(database);
    }

    /**
     * For a rollback whose user has accepted that values without a way back become NULL.
     *
     * @throws IllegalStateException where a partition is missing
     */
    public synchronized VerifyProof proveAccepted() {
        if (compared.size() != expected) {
            throw new IllegalStateException(
                    "No proof: %d of %d partitions compared".formatted(compared.size(), expected));
        }
        return proof;
    }
}
