-- Who is told of emergency calls.
create table emergency_recipient (
  id uuid primary key,
  account_id integer not null references account on delete cascade,
  description text not null,
  type text not null check (type in ('EMAIL', 'SMS', 'TTS', 'CALLBACK')),
  -- Where the notification goes: a mail address, ten digits or a URL.
  target text not null,
  username text,
  sealed_password text,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  modified_by text not null,
  -- A recipient is in one group at most.
  notification_group_id uuid references emergency_notification_group,
  check ((type = 'CALLBACK') = (username is not null and sealed_password is not null))
);
create index emergency_recipient_account on emergency_recipient (account_id, modified_at, id);
create index emergency_recipient_group on emergency_recipient (notification_group_id) where notification_group_id is not null;
-- An account tells nobody twice.
create unique index emergency_recipient_target on emergency_recipient (account_id, type, lower(target), coalesce(username, ''));
