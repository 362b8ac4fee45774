-- What a change altered, in the documented form `Field : "before" --> after`.
alter table order_event add column difference text;

-- Lists of orders by number and by when they were changed.
create index order_line_subject on order_line (subject, order_id);
create index orders_modified on orders (account_id, type, modified_at desc, id desc);

-- Events that concern everybody, such as numbers that came into the common pool, belong to no account.
alter table event alter column account_id drop not null;

-- Orders that wait for numbers, filled in the order of their ids among those with one criterion.
create table back_order (
  order_id uuid primary key references orders on delete cascade,
  account_id integer not null references account on delete cascade,
  -- What they look for, in one canonical text.
  criterion text not null,
  -- Only numbers of this area code can fill it; null where that is not known.
  area_code text
);
create index back_order_queue on back_order (criterion, order_id);
create index back_order_area_code on back_order (area_code);

create table disconnect_order (
  order_id uuid primary key references orders on delete cascade,
  -- As they were asked for, in that order.
  numbers text[] not null,
  mode text not null check (mode in ('normal', 'soft-remove', 'purge')),
  protected text not null check (protected in ('TRUE', 'FALSE', 'UNCHANGED'))
);

create table tn_option_order (
  order_id uuid primary key references orders on delete cascade,
  -- Groups of numbers with the options that they are to get, as they were asked for.
  groups jsonb not null,
  number_count integer not null
);

-- Options of numbers in service beside their line settings; gone when a number leaves its account.
create table tn_option (
  tn text collate "C" primary key,
  account_id integer not null references account on delete cascade,
  final_destination_uri text,
  nnid integer,
  espid text,
  a2p_class text,
  a2p_campaign text,
  -- Person-to-person for this number, whatever its SIP peer has.
  a2p_off boolean not null default false,
  port_out_passcode text,
  -- The order that set them last.
  order_id uuid not null references orders on delete cascade
);
create index tn_option_order_id on tn_option (order_id);
create index tn_option_account on tn_option (account_id);

create table number_assignment_order (
  order_id uuid primary key references orders on delete cascade,
  action text not null check (action in ('ASSIGN', 'UNASSIGN')),
  numbers text[] not null
);

-- Numbers that their account has declared to be with an end user or not; gone when a number leaves its account.
create table number_assignment (
  tn text collate "C" primary key,
  account_id integer not null references account on delete cascade,
  assigned boolean not null,
  -- The order that declared it last.
  order_id uuid not null references orders on delete cascade
);
create index number_assignment_order_id on number_assignment (order_id);
create index number_assignment_account on number_assignment (account_id);

-- How much an account may order; absent, or null: no limit but the general ones.
create table ordering_limit (
  account_id integer primary key references account on delete cascade,
  numbers_per_order integer check (numbers_per_order > 0),
  numbers_in_service integer check (numbers_in_service >= 0),
  open_back_orders integer check (open_back_orders >= 0)
);
