-- Orders for emergency service: of numbers, of alternate end-user identifiers, and of the addresses that those may be at.

create table e911_order (
  order_id uuid primary key references orders on delete cascade,
  kind text not null check (kind in ('numbers', 'identifiers', 'locations')),
  action text not null check (action in ('put', 'remove')),
  -- The numbers, identifiers or location ids that the order is about, as they were asked for.
  subjects text[] not null,
  -- Caller name, addresses and identifiers; an address that was mended stands here as it was mended.
  content jsonb not null,
  -- When the emergency service was first asked, on the account's clock; null before.
  asked_at timestamptz,
  -- How often in a row nobody could be reached.
  failures integer not null default 0
);

-- What an order names, for the filters of lists: its lines are written when it ends.
create table e911_subject (
  order_id uuid not null references orders on delete cascade,
  kind text not null check (kind in ('TN', 'AEUI', 'CALLBACK')),
  subject text collate "C" not null,
  primary key (order_id, kind, subject)
);
create index e911_subject_named on e911_subject (subject, kind, order_id);

-- Held by an order while it is under way, so that no two orders change one thing.
create table e911_claim (
  account_id integer not null references account on delete cascade,
  kind text not null check (kind in ('TN', 'AEUI', 'CALLBACK')),
  subject text collate "C" not null,
  order_id uuid not null references orders on delete cascade,
  primary key (account_id, kind, subject)
);
create index e911_claim_order on e911_claim (order_id);

alter table emergency_endpoint
  add column preferred_language text check (preferred_language in ('en', 'fr')),
  -- What became of the last order about it.
  add column outcome text check (outcome in ('SUCCESS', 'FAILED')),
  drop constraint emergency_endpoint_check,
  -- Whoever sends the location with the call may send the number to call back, too.
  add constraint emergency_endpoint_callback_check check (kind = 'TN' or callback_number is not null or dynamic_location);

-- An address without a name of its own stands there once, however many are at it.
create unique index stored_address_shared on stored_address (account_id, type, md5(address::text)) where location_id is null and type = 'E911';

-- Whoever has calls may have emergency service for them.
insert into account_product (account_id, product) select account_id, 'E911' from account_product where product = 'Origination' on conflict do nothing;
insert into account_feature (account_id, product, feature)
select account_id, 'E911', feature from account_product, unnest(array['AEUI', 'PIDFLO']) as feature where product = 'E911' on conflict do nothing;
