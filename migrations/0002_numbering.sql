-- The numbering plan, complete: networks, carriers, local calling areas; indexes for finding numbers.

-- Whether our own network serves the rate center; a partner's does where not.
alter table rate_center add column on_net boolean not null default true;

create table carrier (
  spid text primary key,
  name text not null,
  kind text not null check (kind in ('WIRELINE', 'WIRELESS'))
);
-- Who holds an exchange, and loses a number of it that is ported in.
alter table exchange add column spid text references carrier;

-- A call from one rate center to the other is a local one. Every rate center is local to itself. Written as a whole with
-- the plan, which has no rate center removed, so foreign keys would only cost time.
create table local_calling_area (
  from_rate_center_id integer not null,
  to_rate_center_id integer not null,
  primary key (from_rate_center_id, to_rate_center_id)
);

-- Vanity searches without an area code or state look for the last seven digits alone.
create index telephone_number_available_suffix on telephone_number (right(tn, 7)) where status = 'Available' and tn >= '2';
-- Few of the available numbers are protected.
create index telephone_number_available_protected on telephone_number (tn) where status = 'Available' and protected;

-- What a tier is closed to is decided account by account; nobody was refused any so far.
alter table account alter column tiers set default '{0,1,2,3,4,5}';
update account set tiers = '{0,1,2,3,4,5}';
