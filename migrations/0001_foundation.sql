-- Accounts, people and their rights ------------------------------------------------------------

create table account (
  id integer primary key,
  company_name text not null,
  account_type text not null default 'Business',
  customer_segment text,
  tiers integer[] not null default '{0}',
  details jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'suspended')),
  sandbox boolean not null default false,
  -- Milliseconds that the account's clock runs ahead of real time; only a sandbox account's may differ from 0.
  clock_offset_ms bigint not null default 0,
  strict_input boolean not null default false,
  created_at timestamptz not null,
  check (sandbox or clock_offset_ms = 0)
);

create table app_user (
  id integer generated always as identity primary key,
  username text not null,
  password_hash text not null,
  first_name text,
  last_name text,
  email text,
  telephone_number text,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null
);
create unique index app_user_username on app_user (lower(username));

create table user_role (
  user_id integer not null references app_user on delete cascade,
  role text not null,
  can_view boolean not null,
  can_update boolean not null,
  primary key (user_id, role)
);

create table user_account (
  user_id integer not null references app_user on delete cascade,
  account_id integer not null references account on delete cascade,
  primary key (user_id, account_id)
);

create table oauth_client (
  id text primary key,
  secret_hash text not null,
  user_id integer not null references app_user on delete cascade,
  created_at timestamptz not null
);

create table access_token (
  token_hash bytea primary key,
  client_id text not null references oauth_client on delete cascade,
  user_id integer not null references app_user on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index access_token_expiry on access_token (expires_at);

-- Caches of accounts and users in every process drop what changed as soon as it is committed.
create function announce_identity_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('numberplane_identity', tg_table_name);
  return null;
end $$;
create trigger account_changed after update or delete on account
  for each statement execute function announce_identity_change();
create trigger app_user_changed after update or delete on app_user
  for each statement execute function announce_identity_change();
create trigger user_role_changed after insert or update or delete on user_role
  for each statement execute function announce_identity_change();
create trigger user_account_changed after insert or update or delete on user_account
  for each statement execute function announce_identity_change();
create trigger oauth_client_changed after update or delete on oauth_client
  for each statement execute function announce_identity_change();
create trigger access_token_changed after delete on access_token
  for each statement execute function announce_identity_change();

-- Sites and SIP peers ---------------------------------------------------------------------------

create table site (
  id integer generated always as identity (start with 743) primary key,
  account_id integer not null references account on delete cascade,
  name text not null,
  description text,
  customer_name text,
  address jsonb not null,
  uc_trunking jsonb,
  created_at timestamptz not null
);
create unique index site_name on site (account_id, lower(name));

create table sip_peer (
  id integer generated always as identity (start with 500001) primary key,
  account_id integer not null references account on delete cascade,
  site_id integer not null references site on delete cascade,
  name text not null,
  description text,
  is_default boolean not null,
  details jsonb not null default '{}',
  created_at timestamptz not null
);
create unique index sip_peer_name on sip_peer (site_id, lower(name));
create unique index sip_peer_default on sip_peer (site_id) where is_default;
create index sip_peer_account on sip_peer (account_id, site_id, id);

-- The numbering plan ------------------------------------------------------------------------------

create table npa (
  npa text collate "C" primary key check (npa ~ '^[2-9]\d\d$'),
  -- Null for the codes that serve no country, such as personal numbers.
  country text,
  state text,
  kind text not null check (kind in ('geographic', 'toll-free', 'non-geographic')),
  lata integer
);

create table rate_center (
  id integer primary key,
  abbreviation text not null,
  city text not null,
  state text not null,
  country text not null,
  lata integer,
  tier integer not null check (tier between 0 and 5),
  latitude real,
  longitude real
);
create unique index rate_center_name on rate_center (state, abbreviation);
create index rate_center_city on rate_center (state, upper(city));
create index rate_center_lata on rate_center (lata);

create table rate_center_zip (
  zip text not null,
  rate_center_id integer not null references rate_center on delete cascade,
  primary key (zip, rate_center_id)
);
create index rate_center_zip_center on rate_center_zip (rate_center_id);

create table exchange (
  npa_nxx text collate "C" primary key check (npa_nxx ~ '^[2-9]\d\d[2-9]\d\d$'),
  rate_center_id integer not null references rate_center
);
create index exchange_rate_center on exchange (rate_center_id);

-- The ledger of numbers -----------------------------------------------------------------------------

create table telephone_number (
  tn text collate "C" primary key check (tn ~ '^\d{7,15}$'),
  status text not null check (status in ('Available', 'Reserved', 'Inservice', 'Aging', 'Disconnected', 'PortOut')),
  -- Numbers of a private pool are visible to that account alone; null is the common pool.
  pool_account_id integer references account on delete cascade,
  rate_center_id integer references rate_center,
  state text,
  lata integer,
  tier integer not null default 0,
  vendor_id integer not null default 49,
  account_id integer references account,
  site_id integer references site,
  peer_id integer references sip_peer,
  order_id uuid,
  order_type text,
  protected boolean not null default false,
  in_service_at timestamptz,
  ordered_at timestamptz,
  modified_at timestamptz not null,
  check ((status = 'Available') = (account_id is null) or status in ('Reserved', 'Aging', 'Disconnected', 'PortOut')),
  check (status <> 'Inservice' or (site_id is not null and in_service_at is not null))
);
create index telephone_number_available on telephone_number (tn) where status = 'Available';
create index telephone_number_available_center on telephone_number (rate_center_id, tn) where status = 'Available';
create index telephone_number_available_state on telephone_number (state, tn) where status = 'Available';
create index telephone_number_available_lata on telephone_number (lata, tn) where status = 'Available';
create index telephone_number_account on telephone_number (account_id, status, tn) where account_id is not null;
create index telephone_number_peer on telephone_number (peer_id, tn) where peer_id is not null;
create index telephone_number_pool on telephone_number (pool_account_id) where pool_account_id is not null;

create table telephone_number_history (
  id bigint generated always as identity primary key,
  tn text collate "C" not null,
  at timestamptz not null,
  from_status text,
  to_status text not null,
  account_id integer,
  order_id uuid,
  actor text not null
);
create index telephone_number_history_tn on telephone_number_history (tn, id);

-- Orders: one storage for every type ------------------------------------------------------------------

create table orders (
  id uuid primary key,
  type text not null,
  account_id integer not null references account on delete cascade,
  site_id integer references site on delete set null,
  status text not null,
  customer_order_id text,
  name text,
  created_by text not null,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  modified_by text not null,
  completed_at timestamptz,
  summary text,
  version integer not null default 1,
  completed_count integer not null default 0,
  failed_count integer not null default 0
);
create index orders_list on orders (account_id, type, created_at desc, id desc);
create index orders_customer_id on orders (account_id, customer_order_id) where customer_order_id is not null;
create index orders_site on orders (site_id) where site_id is not null;

create table order_line (
  order_id uuid not null references orders on delete cascade,
  subject text collate "C" not null,
  outcome text not null check (outcome in ('pending', 'completed', 'failed')),
  error_code integer,
  error_text text,
  primary key (order_id, subject),
  check ((outcome = 'failed') = (error_code is not null))
);

-- Problems of an order as a whole, such as "only part of the quantity could be found".
create table order_problem (
  order_id uuid not null references orders on delete cascade,
  position integer not null,
  code integer not null,
  text text not null,
  primary key (order_id, position)
);

create table order_event (
  order_id uuid not null references orders on delete cascade,
  position integer not null,
  at timestamptz not null,
  move text not null,
  from_status text,
  to_status text not null,
  actor text not null,
  note text,
  primary key (order_id, position)
);

create table order_note (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders on delete cascade,
  at timestamptz not null,
  author text not null,
  description text not null
);
create index order_note_order on order_note (order_id, id);

create table number_order (
  order_id uuid primary key references orders on delete cascade,
  selection jsonb not null,
  quantity integer not null check (quantity between 1 and 5000),
  peer_id integer not null,
  partial_allowed boolean not null,
  back_order_requested boolean not null,
  protected boolean not null default false,
  -- Where the numbers that were obtained lie, counted once when the order ends; shown in lists of orders.
  counts jsonb
);

-- What happened, and who is told ------------------------------------------------------------------------

create table event (
  id uuid primary key,
  -- Order of arrival; gaps are normal.
  seq bigint generated always as identity,
  account_id integer not null references account on delete cascade,
  name text not null,
  version integer not null,
  at timestamptz not null,
  payload jsonb not null,
  relayed boolean not null default false
);
create index event_to_relay on event (seq) where not relayed;
create index event_account on event (account_id, seq);
create function announce_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('numberplane_event', '');
  return null;
end $$;
create trigger event_written after insert on event for each statement execute function announce_event();

create table subscription (
  id uuid primary key,
  account_id integer not null references account on delete cascade,
  order_type text,
  event_type text,
  order_id uuid,
  kind text not null check (kind in ('callback', 'email')),
  url text,
  -- The subscriber's own note of a user; nothing is done with it.
  callback_user text,
  username text,
  sealed_password text,
  public_key text,
  email text,
  digest text check (digest in ('NONE', 'DAILY')),
  -- Seconds as given by the subscriber, and the instant (account time) at which they run out.
  expiry_seconds bigint,
  expires_at timestamptz,
  last_attempt text,
  created_by text not null,
  created_at timestamptz not null,
  check (num_nonnulls(order_type, event_type) = 1),
  check ((kind = 'callback') = (url is not null)),
  check ((kind = 'email') = (email is not null))
);
create index subscription_account on subscription (account_id, id);

create table delivery (
  id uuid primary key,
  subscription_id uuid not null references subscription on delete cascade,
  event_id uuid not null references event on delete cascade,
  account_id integer not null references account on delete cascade,
  -- Deliveries of one subscription go out in this order.
  seq bigint generated always as identity,
  state text not null check (state in ('pending', 'delivered', 'abandoned')),
  attempts integer not null default 0,
  created_at timestamptz not null,
  -- Account time of the next attempt while pending.
  due_at timestamptz not null,
  settled_at timestamptz
);
create unique index delivery_once on delivery (subscription_id, event_id);
create index delivery_pending on delivery (subscription_id, seq) where state = 'pending';
create index delivery_event on delivery (event_id);

create table delivery_attempt (
  delivery_id uuid not null references delivery on delete cascade,
  number integer not null,
  at timestamptz not null,
  url text not null,
  request_body text not null,
  outcome text not null check (outcome in ('success', 'rejected', 'failed')),
  response_status integer,
  response_head text,
  response_body text,
  error text,
  duration_ms integer not null,
  primary key (delivery_id, number)
);

-- Machinery -------------------------------------------------------------------------------------------------

-- Jobs that wait for an instant of an account's clock; moved to the job queue when it comes.
create table timer (
  key text primary key,
  account_id integer not null references account on delete cascade,
  task text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  -- due_at on the machine's clock: due_at minus the account's offset.
  fire_at timestamptz not null
);
create index timer_fire on timer (fire_at);
create index timer_account on timer (account_id, due_at);

-- A worker process holds the advisory lock (20048, lock_id) as long as it lives.
create table worker_process (
  pool_id text primary key,
  lock_id integer generated always as identity unique,
  started_at timestamptz not null
);

create table idempotency (
  account_id integer not null references account on delete cascade,
  key text not null,
  operation text not null,
  fingerprint bytea not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null,
  primary key (account_id, key)
);
create index idempotency_age on idempotency (created_at);
