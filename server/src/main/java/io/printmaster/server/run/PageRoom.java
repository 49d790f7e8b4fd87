package io.printmaster.server.run;

import io.printmaster.server.auth.JoinDesk;
import io.printmaster.server.auth.SignIn;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.control.CommandDesk;
import io.printmaster.server.fleet.Fleet;
import io.printmaster.server.fleet.Patience;
import io.printmaster.server.http.tls.TlsFiles;
import io.printmaster.server.http.tls.TlsKeys;
import io.printmaster.server.store.Store;
import io.printmaster.server.web.JoinLines;
import io.printmaster.server.web.StaticFiles;
import io.printmaster.server.web.WebPages;
import io.printmaster.wire.JoinString;
import java.time.Clock;
import java.util.function.IntSupplier;

/// Wires the pages.
final class PageRoom {

    private PageRoom() {}

    /// The pages over a store.
    ///
    /// @param port in use; asked only when a join line is made
    static WebPages open(
            ServerConfig config,
            Store store,
            SignIn signIn,
            JoinDesk desk,
            CommandDesk commands,
            TlsKeys keys,
            Clock clock,
            IntSupplier port) {
        String pin = TlsFiles.pin(keys.anchor());
        JoinLines lines = token -> new JoinString(ServerProgram.publicUrl(config, port.getAsInt()), pin, token);
        Fleet fleet = new Fleet(store, Patience.DEFAULT, clock);
        return new WebPages(
                new WebPages.Services(store, fleet, signIn, desk, lines, commands), StaticFiles.load(), clock);
    }
}
