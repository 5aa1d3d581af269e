package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One step of a plan: what it does, with its SQL and locks. The engine knows how to execute each sort. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DdlStep.class, name = "ddl"),
    @JsonSubTypes.Type(value = IndexStep.class, name = "index"),
    @JsonSubTypes.Type(value = ConcurrentStep.class, name = "concurrent"),
    @JsonSubTypes.Type(value = BackfillStep.class, name = "backfill"),
    @JsonSubTypes.Type(value = SnapshotStep.class, name = "snapshots"),
    @JsonSubTypes.Type(value = VerifyStep.class, name = "verify")
})
public sealed interface PlannedStep permits DdlStep, IndexStep, ConcurrentStep, BackfillStep, SnapshotStep, VerifyStep {

    /** Stable and unique in the plan: the same object gets the same id in every plan of the change. */
    String id();

    Phase phase();

    /** What it does, for people. */
    String title();

    /** The strongest lock it takes on the table. */
    @JsonIgnore
    LockLevel lock();

    /** What a person would type into psql to do the same. */
    @JsonIgnore
    List<String> script();
}
