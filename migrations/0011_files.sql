-- Documents attached to orders --------------------------------------------------------------------------

create table order_file (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders on delete cascade,
  -- How it is called in addresses; made by us.
  name text collate "C" not null,
  -- Key of the content in the storage. A content never changes under its key.
  content_key uuid not null unique,
  -- The content itself, until it is in the storage.
  content bytea,
  media_type text not null check (media_type in ('application/pdf', 'text/plain', 'image/jpeg', 'image/tiff', 'text/csv',
    'application/xml', 'audio/x-wav', 'application/zip')),
  size integer not null check (size > 0),
  -- SHA-256 of the content, in hexadecimal.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  document_name text,
  document_type text check (document_type in ('LOA', 'INVOICE', 'CSR', 'OTHER')),
  unique (order_id, name),
  check ((document_name is null) = (document_type is null))
);
-- Documents are compressed in themselves.
alter table order_file alter column content set storage external;
create index order_file_unstored on order_file (id) where content is not null;

-- Contents that no file refers to any more and that the storage may still have.
create table discarded_content (
  key uuid primary key,
  discarded_at timestamptz not null
);

-- Also for files that go with their order or account.
create function discard_content() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.content_key <> new.content_key then
    insert into discarded_content (key, discarded_at) values (old.content_key, now()) on conflict (key) do nothing;
  end if;
  return null;
end $$;
create trigger order_file_lets_go after delete or update of content_key on order_file
  for each row execute function discard_content();
