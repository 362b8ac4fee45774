-- What accounts may use -------------------------------------------------------------------------

create table account_product (
  account_id integer not null references account on delete cascade,
  product text not null,
  primary key (account_id, product)
);

create table account_feature (
  account_id integer not null,
  product text not null,
  feature text not null,
  primary key (account_id, product, feature),
  foreign key (account_id, product) references account_product on delete cascade
);

-- Accounts that exist already keep what they could do so far: everything.
insert into account_product (account_id, product)
select account.id, offered.product from account, unnest(array[
  'Termination', 'VirtualInventory', 'TollFree', 'Origination', 'MESSAGING', 'NumberManagement', 'EdgeManagement', 'UcTrunking'
]) as offered(product);

insert into account_feature (account_id, product, feature)
select account.id, offered.product, offered.feature from account, (values
  ('Termination', 'TermHttpVoice'),
  ('Origination', 'CallForwarding'), ('Origination', 'DlDa'), ('Origination', 'CNAM'), ('Origination', 'OrigHttpVoice'),
  ('MESSAGING', 'SMS'), ('MESSAGING', 'MMS'), ('MESSAGING', 'HTTP'), ('MESSAGING', 'HTTPV2'), ('MESSAGING', 'TollFree'),
  ('MESSAGING', 'SMPP'), ('MESSAGING', 'MM4'),
  ('NumberManagement', 'ORDERING'), ('NumberManagement', 'LNP'), ('NumberManagement', 'EXTERNAL_TNS'), ('NumberManagement', 'PROTECTED_TNS'),
  ('NumberManagement', 'TN_ASSIGNMENT'), ('NumberManagement', 'RESERVATION'), ('NumberManagement', 'LSR')
) as offered(product, feature);

-- Sites -----------------------------------------------------------------------------------------

alter table site
  add column customer_provided_id text,
  -- A site whose contract is being written can be neither changed nor deleted.
  add column locked boolean not null default false;

-- A peer is deleted only when no order will put numbers on it; this answers that without reading old orders.
create index if not exists orders_open_site on orders (site_id) where completed_at is null and site_id is not null;

-- Addresses from which calls and messages come -----------------------------------------------------

-- Such an address tells whose traffic it is, so no two peers of any account may have addresses that overlap.
create table termination_host (
  peer_id integer not null references sip_peer on delete cascade,
  position integer not null,
  account_id integer not null references account on delete cascade,
  -- As it was written; `network` is the same as the database compares it.
  host_name text not null,
  network cidr not null check (family(network) = 4),
  port integer check (port between 0 and 65535),
  traffic text check (traffic in ('LITE', 'DOMESTIC', 'ALL', 'NONE')),
  primary key (peer_id, position),
  constraint termination_host_overlap exclude using gist (network inet_ops with &&)
);

insert into termination_host (peer_id, position, account_id, host_name, network, port, traffic)
select peer.id, host.position, peer.account_id, host.value ->> 'hostName', (host.value ->> 'hostName')::cidr,
  (host.value ->> 'port')::integer, host.value ->> 'customerTrafficAllowed'
from sip_peer peer, jsonb_array_elements(peer.details -> 'terminationHosts') with ordinality as host(value, position)
where family((host.value ->> 'hostName')::inet) = 4
order by peer.id, host.position
on conflict do nothing;
update sip_peer set details = details - 'terminationHosts' where details ? 'terminationHosts';

-- Applications ------------------------------------------------------------------------------------

create table application (
  id uuid primary key,
  account_id integer not null references account on delete cascade,
  service_type text not null check (service_type in ('Messaging-V2', 'Voice-V2')),
  name text not null,
  message_callback_url text,
  call_initiated_callback_url text,
  call_initiated_method text check (call_initiated_method in ('GET', 'POST')),
  call_status_callback_url text,
  call_status_method text check (call_status_method in ('GET', 'POST')),
  callback_user text,
  sealed_password text,
  created_at timestamptz not null,
  check ((service_type = 'Messaging-V2') = (message_callback_url is not null)),
  check ((service_type = 'Voice-V2') = (call_initiated_callback_url is not null)),
  check ((callback_user is null) = (sealed_password is null))
);
create index application_account on application (account_id, id);

-- How a peer handles calls in each direction; SIP where there is no row.
create table peer_voice (
  peer_id integer not null references sip_peer on delete cascade,
  direction text not null check (direction in ('origination', 'termination')),
  protocol text not null check (protocol in ('SIP', 'HTTP')),
  application_id uuid references application,
  primary key (peer_id, direction),
  check (application_id is null or protocol = 'HTTP')
);
create index peer_voice_application on peer_voice (application_id) where application_id is not null;

-- Messaging -----------------------------------------------------------------------------------------

create table peer_messaging (
  peer_id integer primary key references sip_peer on delete cascade,
  application_id uuid references application,
  countries text[] not null default '{}'
);
create index peer_messaging_application on peer_messaging (application_id) where application_id is not null;

create table peer_sms (
  peer_id integer primary key references sip_peer on delete cascade,
  protocol text not null check (protocol in ('SIP', 'SMPP', 'HTTP')),
  settings jsonb not null
);

-- May be shared by the peers of one account, but overlaps neither another account's nor any termination host.
create table smpp_host (
  id integer generated always as identity primary key,
  peer_id integer not null references peer_sms on delete cascade,
  account_id integer not null references account on delete cascade,
  host_name text not null,
  network cidr not null check (family(network) = 4),
  priority integer check (priority between 0 and 9),
  connection_type text not null check (connection_type in ('RECEIVER_ONLY', 'TRANSCEIVER'))
);
create index smpp_host_peer on smpp_host (peer_id, id);
create index smpp_host_network on smpp_host using gist (network inet_ops);

create table peer_mms (
  peer_id integer primary key references sip_peer on delete cascade,
  protocol text not null check (protocol in ('HTTP', 'MM4')),
  tls text check (tls in ('ON', 'OFF')),
  proxy_peer_id integer references sip_peer,
  check ((protocol = 'MM4') = (tls is not null)),
  check (proxy_peer_id is null or protocol = 'HTTP')
);
create index peer_mms_proxy on peer_mms (proxy_peer_id) where proxy_peer_id is not null;

create table mm4_host (
  peer_id integer not null references peer_mms on delete cascade,
  role text not null check (role in ('termination', 'origination')),
  -- Counts the hosts of one role of one peer, from 1.
  id integer not null,
  host_name text not null,
  port integer check (port between 0 and 65535),
  priority integer check (priority between 0 and 9),
  primary key (peer_id, role, id)
);
create unique index mm4_host_termination on mm4_host (lower(host_name)) where role = 'termination';

-- SIP credentials -------------------------------------------------------------------------------------

create table sip_credential (
  account_id integer not null references account on delete cascade,
  -- User name, and @domain where there is a domain.
  composite_name text collate "C" not null,
  user_name text not null,
  domain text,
  -- The hashes let their holder sign in, so they are sealed like passwords.
  sealed_hash1 text not null,
  sealed_hash1b text,
  created_at timestamptz not null,
  primary key (account_id, composite_name)
);
