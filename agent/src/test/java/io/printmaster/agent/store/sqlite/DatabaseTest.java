package io.printmaster.agent.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.agent.store.StoreFault;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final String ADD = "INSERT INTO weights (bytes) VALUES (zeroblob(?))";

    @Test
    void statement_thatFoundNoRoom_servesAgainOnceThereIsRoom() {
        try (Database database = new Database("test.db", DatabaseFile.openMemory("test.db", Schema.DEVICES))) {
            database.update("CREATE TABLE weights (bytes BLOB)");
            database.update(ADD, 1);
            database.number("PRAGMA max_page_count = 1");
            assertThatThrownBy(() -> database.transaction(() -> database.update(ADD, 1 << 20)))
                    .isInstanceOf(StoreFault.class);
            database.number("PRAGMA max_page_count = 100000");

            assertThat(database.transaction(() -> database.update(ADD, 1 << 20)))
                    .isEqualTo(1);
            assertThat(database.number("SELECT count(*) FROM weights")).isEqualTo(2);
        }
    }
}
