-- The search of supplies looks up which texts match, of which a fleet has some hundreds, by stepping through this index
-- from one text to the next greater, and then the supplies that hold them; with the state it counts them without their
-- rows. A change of level alone leaves it as it is.
CREATE INDEX device_supplies_by_text ON device_supplies (search_text, state, tenant_id);
