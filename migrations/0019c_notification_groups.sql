-- Groups of those who are told of emergency calls, and the orders that change them.
alter table emergency_notification_group
  add column modified_at timestamptz not null default now(),
  add column modified_by text not null default 'System';
update emergency_notification_group set modified_at = created_at;
create index emergency_notification_group_modified on emergency_notification_group (account_id, modified_at, id);

create table notification_group_order (
  order_id uuid primary key references orders on delete cascade,
  action text not null check (action in ('add', 'modify', 'delete')),
  -- Groups go, their orders stay.
  group_id uuid not null,
  -- The description that was asked for, else the one that the group had; null for a group that is not there.
  description text,
  renames boolean not null default false,
  -- What is done with the recipients that the order names; null where it names none.
  recipients text check (recipients in ('add', 'delete'))
);
create index notification_group_order_group on notification_group_order (group_id);

-- The recipients that an order names, as they were then; only the id of one that was not there.
create table notification_group_order_recipient (
  order_id uuid not null references notification_group_order on delete cascade,
  position integer not null,
  recipient_id uuid not null,
  description text,
  type text,
  target text,
  username text,
  primary key (order_id, position)
);
create index notification_group_order_recipient_id on notification_group_order_recipient (recipient_id);
