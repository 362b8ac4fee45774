-- What is entered for numbers in databases of the whole industry: calling names (LIDB), and listings in directories (DLDA).

create table line_feature_order (
  order_id uuid primary key references orders on delete cascade,
  -- Groups of numbers with what is to be entered for them, as they were asked for.
  groups jsonb not null,
  number_count integer not null,
  -- When it was handed over to the supplier, on the account's clock; null before.
  handed_over_at timestamptz,
  -- How often in a row the supplier could not be reached.
  failures integer not null default 0
);

create table line_feature (
  kind text not null check (kind in ('lidb', 'dlda')),
  tn text collate "C" not null,
  -- pending: an order is at it, and no other can be. entered: it stands. leaving: its number has left the account, and it
  -- is still being taken out.
  state text not null check (state in ('pending', 'entered', 'leaving')),
  account_id integer not null references account on delete cascade,
  -- The order that it comes from.
  order_id uuid not null references orders on delete cascade,
  entry jsonb not null,
  -- When it will have been taken out, on the account's clock.
  leaves_at timestamptz,
  primary key (tn, kind, state),
  check ((state = 'leaving') = (leaves_at is not null))
);
create index line_feature_order_id on line_feature (order_id);
create index line_feature_account on line_feature (account_id, kind, state);
create index line_feature_leaving on line_feature (account_id, leaves_at) where state = 'leaving';
