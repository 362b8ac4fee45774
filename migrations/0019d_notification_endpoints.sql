-- Orders that put numbers and identifiers into groups of those who are told of emergency calls, or take them out.
create table notification_endpoint_order (
  order_id uuid primary key references orders on delete cascade,
  action text not null check (action in ('add', 'delete')),
  -- Groups go, their orders stay.
  group_id uuid not null,
  -- The description that the group had; null for one that is not there.
  description text,
  -- As they were asked for, in that order.
  numbers text[] not null,
  identifiers text[] not null
);
create index notification_endpoint_order_group on notification_endpoint_order (group_id);
