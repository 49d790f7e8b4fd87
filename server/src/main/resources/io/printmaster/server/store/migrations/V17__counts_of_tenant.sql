-- The kept counts of a tenant are added up for every page of a list: by this index alone, without their rows. Those of all
-- tenants are by device_counts_by_class.
CREATE INDEX device_counts_by_tenant ON device_counts (tenant_id, class, owned);
