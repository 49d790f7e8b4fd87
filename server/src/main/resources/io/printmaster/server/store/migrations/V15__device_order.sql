-- What a device's place in a list comes of that hardly ever changes, apart from the row of device_list, which changes
-- with every report and sample: PostgreSQL writes all indexes of a table anew for a row that moved in one of them. The
-- columns are those of device_list.
CREATE TABLE device_order (
    tenant_id    TEXT NOT NULL,
    device_key   TEXT NOT NULL,
    class        INTEGER NOT NULL,
    model_order  TEXT NOT NULL,
    serial       TEXT NOT NULL,
    status       TEXT NOT NULL,
    ip_order     TEXT NOT NULL,
    supply_order BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, device_key),
    FOREIGN KEY (tenant_id, device_key) REFERENCES devices (tenant_id, device_key) ON DELETE CASCADE
);

INSERT INTO device_order (tenant_id, device_key, class, model_order, serial, status, ip_order, supply_order)
SELECT tenant_id, device_key, class, model_order, serial, status, ip_order, supply_order FROM device_list;

DROP INDEX device_list_by_model;
DROP INDEX device_list_by_serial;
DROP INDEX device_list_by_status;
DROP INDEX device_list_by_ip;
DROP INDEX device_list_by_supply;

CREATE INDEX device_order_by_model ON device_order (class, model_order, tenant_id, device_key);
CREATE INDEX device_order_by_serial ON device_order (class, serial, tenant_id, device_key);
CREATE INDEX device_order_by_status ON device_order (class, status, tenant_id, device_key);
CREATE INDEX device_order_by_ip ON device_order (class, ip_order, tenant_id, device_key);
CREATE INDEX device_order_by_supply ON device_order (class, supply_order, tenant_id, device_key);
