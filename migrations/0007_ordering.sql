-- What a change altered, in the documented form `Field : "before" --> after`.
alter table order_event add column difference text;
