-- Numbers of other carriers that accounts bring: for messaging that is hosted here (imported), or as their own (external).

insert into vendor (id, name, on_net) values (90, 'Other carrier', false);

create table import_order (
  order_id uuid primary key references orders on delete cascade,
  -- As they were asked for, in that order.
  numbers text[] not null,
  peer_id integer not null,
  subscriber jsonb not null,
  authorizing_person text not null,
  loa_type text not null check (loa_type in ('CARRIER', 'SUBSCRIBER'))
);

create table import_removal_order (
  order_id uuid primary key references orders on delete cascade,
  numbers text[] not null
);

create table external_order (
  order_id uuid primary key references orders on delete cascade,
  numbers text[] not null,
  peer_id integer not null,
  action text not null check (action in ('IMPORT', 'REMOVE')),
  loa_type text not null check (loa_type in ('CARRIER', 'SUBSCRIBER'))
);

-- What the ledger said of a number before an account brought it, to be restored when that account lets it go. A brought
-- number that is not here was unknown to the ledger before.
create table number_before (
  tn text collate "C" primary key references telephone_number on delete cascade,
  status text not null check (status = 'PortOut'),
  account_id integer references account on delete cascade,
  order_id uuid,
  order_type text,
  vendor_id integer not null,
  protected boolean not null,
  service_types text[] not null,
  in_service_at timestamptz,
  ordered_at timestamptz
);
create index number_before_account on number_before (account_id) where account_id is not null;
