package io.zdm.engine.plan;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the plan for a tree was made of, as it was before anything was touched: after the swap the catalog does not tell
 * any more, and table partitions that come and go until then want another way back.
 */
public record Picture(List<Member> members, Bound bound) {

    /** @param sequences by the number of the column that they belong to */
    public record Member(
            TableSnapshot table,
            Rehearsed rehearsed,
            List<InboundForeignKey> inbound,
            Map<Integer, List<SequenceSnapshot>> sequences) {}

    public Optional<Member> member(long oid) {
        return members.stream().filter(m -> m.table().ref().oid() == oid).findFirst();
    }
}
