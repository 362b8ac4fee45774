-- Where the numbers of a disconnect order lay, counted when the order ends. Orders from before have none.
alter table disconnect_order add column counts jsonb;
