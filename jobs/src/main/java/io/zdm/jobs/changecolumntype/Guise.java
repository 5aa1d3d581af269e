package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Names;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;

/** The two columns beside the one of that name: which of them something is built for. */
public enum Guise {
    /** Before the swap. */
    SHADOW,
    /** Between swap and rollback: the swap freed it of whatever may reject a write. */
    OLD;

    String of(Changed column) {
        return this == SHADOW ? column.shadow() : column.old();
    }

    /** Of an index, constraint or statistics object until it takes its own name. */
    public String of(String name) {
        return this == SHADOW ? Names.shadow(name) : Names.old(name);
    }

    /** A step's id: what is built for a rollback is another step. */
    public String id(String id) {
        return this == SHADOW ? id : "back:" + id;
    }
}
