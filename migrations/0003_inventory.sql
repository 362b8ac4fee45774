-- The ledger of numbers, complete: attributes, aging, reservations, what accounts gave up, line settings.

-- Who supplies numbers. `on_net`: on a network of our own.
create table vendor (
  id integer primary key,
  name text not null,
  on_net boolean not null
);
insert into vendor (id, name, on_net) values (49, 'Numberplane', true);

-- How long given-up numbers rest before somebody else may have them. Edited with `numberplane inventory aging`.
create table aging_period (
  class text primary key check (class in ('local', 'toll-free', 'international')),
  days integer not null check (days between 1 and 365)
);
insert into aging_period (class, days) values ('local', 45), ('toll-free', 45), ('international', 45);

-- Numbers of the North American plan are ten digits; all others stand in E.164 with their plus, country and type.
alter table telephone_number
  drop constraint telephone_number_tn_check,
  add constraint telephone_number_tn_check check (tn ~ '^([2-9]\d{9}|\+[1-9]\d{6,14})$'),
  add column country text,
  add column tn_type text,
  add column external boolean not null default false,
  add column imported boolean not null default false,
  add column hosted boolean not null default false,
  add column service_types text[] not null default '{Voice}',
  -- When an aging number becomes Available, on the clock of account_id, or real time where that is null.
  add column aging_until timestamptz,
  -- When it was last given up for good; kept when somebody else gets the number.
  add column permanently_disconnected_at timestamptz,
  add constraint telephone_number_plan check ((tn like '+%') = (country is not null)),
  add constraint telephone_number_rest check ((status = 'Aging') = (aging_until is not null)),
  add constraint telephone_number_holder check (status <> 'Reserved' or account_id is not null);
create index telephone_number_held on telephone_number (account_id, tn) where account_id is not null;
create index telephone_number_own_pool on telephone_number (pool_account_id, tn) where pool_account_id is not null;
drop index telephone_number_pool;
create index telephone_number_site on telephone_number (site_id, tn) where site_id is not null;
create index telephone_number_aging on telephone_number (account_id, aging_until) where status = 'Aging';

alter table telephone_number_history
  add column order_type text,
  add column order_status text,
  add column order_created_at timestamptz;
create index telephone_number_history_account on telephone_number_history (account_id) where account_id is not null;

-- A number is Reserved exactly as long as it has an active reservation.
create table tn_reservation (
  id uuid primary key,
  account_id integer not null references account on delete cascade,
  tn text collate "C" not null,
  state text not null check (state in ('active', 'used', 'released', 'expired')),
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  order_id uuid,
  check ((state = 'used') = (order_id is not null))
);
create unique index tn_reservation_active on tn_reservation (tn) where state = 'active';
create index tn_reservation_account on tn_reservation (account_id);

-- The numbers that an account has given up and not got back, with the last time it did.
create table disconnected_number (
  account_id integer not null references account on delete cascade,
  tn text collate "C" not null,
  at timestamptz not null,
  primary key (account_id, tn)
);
create index disconnected_number_at on disconnected_number (account_id, at);

-- How calls of a number in service are treated; gone when it leaves its account.
create table line_setting (
  tn text collate "C" primary key references telephone_number on delete cascade,
  call_forward text,
  calling_name_display boolean,
  number_format text,
  rpid_format text,
  rewrite_user text,
  sms_enabled boolean
);

-- What waits for real time, such as common-pool numbers that age, belongs to no account.
alter table timer alter column account_id drop not null;

-- Thousands blocks that lie elsewhere, or with another carrier, than their exchange.
create table thousands_block (
  npa_nxxx text collate "C" primary key check (npa_nxxx ~ '^[2-9]\d\d[2-9]\d\d\d$'),
  rate_center_id integer not null references rate_center,
  spid text references carrier
);
create index thousands_block_rate_center on thousands_block (rate_center_id);
