-- Numbers that have left an account and of which the emergency service is still to be told. A number stands here once, whose it was last.
create table emergency_withdrawal (
  tn text collate "C" primary key,
  account_id integer not null references account on delete cascade,
  -- Where it was.
  address jsonb not null,
  -- What is told together.
  batch_id uuid not null,
  -- The order that gives the number an address anew: what comes of that says whether there is still something to tell.
  order_id uuid references orders on delete cascade,
  -- Since when the service is being told; null while it is not.
  asked_at timestamptz
);
create index emergency_withdrawal_batch on emergency_withdrawal (batch_id);
create index emergency_withdrawal_account on emergency_withdrawal (account_id);
create index emergency_withdrawal_order on emergency_withdrawal (order_id) where order_id is not null;
