-- People ------------------------------------------------------------------------------------------

-- Passwords that a user had before, so that none comes back soon.
create table past_password (
  id bigint generated always as identity primary key,
  user_id integer not null references app_user on delete cascade,
  password_hash text not null,
  replaced_at timestamptz not null
);
create index past_password_user on past_password (user_id, id);

create index user_account_account on user_account (account_id, user_id);
create index oauth_client_user on oauth_client (user_id, id);

-- The audit trail -----------------------------------------------------------------------------------

-- Who changed what. It outlives the accounts and users that it tells of, so it refers to none.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  -- Null for what was done from the command line.
  actor_id integer,
  account_id integer,
  operation text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  request_id text
);
create index audit_entry_account on audit_entry (account_id, id) where account_id is not null;
create index audit_entry_actor on audit_entry (lower(actor), id);
create index audit_entry_operation on audit_entry (operation, id);
create index audit_entry_at on audit_entry (at, id);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the audit trail are neither changed nor deleted';
end $$;
create trigger audit_entry_stays before update or delete on audit_entry
  for each statement execute function refuse_audit_change();

-- Streets that an operator imported for the reference geocoder ----------------------------------------

create table address_street (
  state text collate "C" not null,
  city text collate "C" not null,
  name text collate "C" not null,
  pre_directional text collate "C" not null,
  suffix text collate "C" not null,
  post_directional text collate "C" not null,
  zip text collate "C" not null,
  primary key (state, city, name, pre_directional, suffix, post_directional, zip)
);

-- Emergency addresses and endpoints; filled by emergency orders -----------------------------------------

create table stored_address (
  id integer generated always as identity primary key,
  account_id integer not null references account on delete cascade,
  type text not null check (type in ('E911', 'Dlda', 'Service', 'Billing')),
  -- The customer's name for the address; only an emergency address has one.
  location_id text check (location_id is null or type = 'E911'),
  address jsonb not null,
  validation_status text not null check (validation_status in ('VALID', 'INVALID')),
  created_at timestamptz not null
);
create index stored_address_account on stored_address (account_id, type, id);
create unique index stored_address_location on stored_address (account_id, lower(location_id)) where location_id is not null;

create table emergency_notification_group (
  id uuid primary key,
  account_id integer not null references account on delete cascade,
  description text not null,
  created_at timestamptz not null
);
create index emergency_notification_group_account on emergency_notification_group (account_id, id);

create table emergency_endpoint (
  account_id integer not null references account on delete cascade,
  kind text not null check (kind in ('TN', 'AEUI')),
  -- The number, or the alternate end-user identifier.
  identifier text collate "C" not null,
  callback_number text,
  caller_name text,
  address_id integer references stored_address,
  dynamic_location boolean not null default false,
  notification_group_id uuid references emergency_notification_group,
  created_at timestamptz not null,
  primary key (account_id, kind, identifier),
  check (kind = 'TN' or callback_number is not null)
);
create index emergency_endpoint_callback on emergency_endpoint (account_id, callback_number) where callback_number is not null;
create index emergency_endpoint_address on emergency_endpoint (address_id) where address_id is not null;
create index emergency_endpoint_group on emergency_endpoint (notification_group_id) where notification_group_id is not null;
