package io.zdm.cli.command;

import io.zdm.engine.change.ChangeKind;

/** A command that exists once for each change kind. */
interface KindCommand {

    void kind(ChangeKind ofThisCommand);
}
