-- Orders that look up customer service records at other carriers.
create table csr_order (
  order_id uuid primary key references orders on delete cascade,
  -- The working or billing number that the record is asked for.
  tn text collate "C" not null check (tn ~ '^[2-9]\d\d[2-9]\d{6}$'),
  -- What was said of the end user, by element; the secrets among it stand sealed beside.
  fields jsonb not null,
  sealed_secrets text,
  -- Counts up when more is said: an answer to an earlier question does not count any more.
  question integer not null default 1,
  -- When the present question was first put, on the account's clock; null before.
  asked_at timestamptz,
  -- How often in a row nobody could be reached.
  failures integer not null default 0,
  -- What the carrier answered; null until it did.
  record jsonb
);

-- Whoever may do everything on an account may see its end users, too; others are given that right.
insert into user_role (user_id, role, can_view, can_update)
select user_id, 'ROLE_API_END_USER', true, true from user_role
where role in ('ROLE_API_ACCOUNT', 'ROLE_API_ORDERING', 'ROLE_API_SEARCH', 'ROLE_API_SUBSCRIPTION', 'ROLE_API_USER') and can_view and can_update
group by user_id having count(*) = 5;

-- Accounts that may port numbers could always have looked records up, had there been a way.
insert into account_feature (account_id, product, feature)
select account_id, product, 'CSR_LOOKUP' from account_feature where product = 'NumberManagement' and feature = 'LNP';
