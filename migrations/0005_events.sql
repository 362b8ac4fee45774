-- Events: their stream, notes, mail, the health and signatures of subscriptions, redelivery -------------------

-- Days of an account begin at its midnight; so do the digests that it is mailed.
alter table account add column time_zone text not null default 'America/New_York'
  -- Fails for a zone that the database does not know.
  check (timestamptz '2000-01-01 00:00Z' at time zone time_zone is not null);

-- The place of an event among those that were relayed. Drawn by the one relay that works at a time, so whoever has seen
-- a position has seen all before it; seq does not promise that, because it is drawn before the commit.
create sequence event_position;
alter table event add column position bigint;
update event e set position = o.position
  from (select id, nextval('event_position') as position from (select id from event where relayed order by seq) s) o where o.id = e.id;
create unique index event_stream on event (account_id, position) where position is not null;
create index event_age on event (at) where relayed;

alter table subscription
  -- Key of the signatures, and the one before it for as long as both are used (account time).
  add column sealed_secret text,
  add column sealed_old_secret text,
  add column old_secret_until timestamptz,
  -- Account time of the first failure after the latest success.
  add column failing_since timestamptz,
  add column paused_at timestamptz,
  add column attempts bigint not null default 0,
  add column failures bigint not null default 0,
  add constraint subscription_digest check ((kind = 'email') = (digest is not null));
create index subscription_wanted on subscription (account_id, lower(order_type), order_id);
create index subscription_expiry on subscription (expires_at);

alter table delivery
  add column order_id uuid,
  -- Attempts of earlier rounds: a delivery that is sent anew gets a whole schedule of its own.
  add column tries_before integer not null default 0;
update delivery d set order_id = (e.payload ->> 'orderId')::uuid from event e where e.id = d.event_id;
create index delivery_subscription on delivery (subscription_id, seq);
create index delivery_account on delivery (account_id, seq);
create index delivery_order on delivery (order_id) where order_id is not null;

-- What was sent above the body; credentials are left out.
alter table delivery_attempt add column request_head text not null default '';

-- Messages of an installation that has no mail server: for reading in the sandbox.
create table kept_mail (
  id text primary key,
  seq bigint generated always as identity,
  account_id integer not null references account on delete cascade,
  recipient text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  kept_at timestamptz not null
);
create index kept_mail_account on kept_mail (account_id, seq);
