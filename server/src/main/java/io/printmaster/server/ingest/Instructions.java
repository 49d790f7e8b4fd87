package io.printmaster.server.ingest;

import io.printmaster.server.auth.Caller;
import io.printmaster.server.store.Tx;
import io.printmaster.wire.CommandOrder;
import io.printmaster.wire.JobReport;
import java.util.List;

/// What a heartbeat brings and takes of commands.
@FunctionalInterface
public interface Instructions {
    /// Of a server that asks nothing.
    Instructions NONE = (tx, agent, reports, address, give) -> List.of();

    /// Notes what the agent says of its commands.
    ///
    /// @param give whether the agent is to be told what to do; false where that goes another way
    /// @return what it is to do; empty unless `give`
    List<CommandOrder> exchange(Tx tx, Caller.Agent agent, List<JobReport> reports, String address, boolean give);
}
