-- How many orders an account has of each type, by the month of their creation (UTC): counting a million rows takes
-- longer than listing a thousand of them.
--
-- A transaction adds to a slot that no other open one adds to, so orders that come at the same time do not wait for each
-- other; the number of a month is the sum of its slots. There are as many slots as transactions ever overlapped. A slot
-- alone may be negative: orders are removed by other transactions than they came by.
create table order_tally (
  account_id integer not null,
  type text not null,
  month timestamptz not null,
  slot integer not null,
  count bigint not null,
  primary key (account_id, type, month, slot)
) with (fillfactor = 50);

create function tally_orders() returns trigger language plpgsql as $$
declare
  -- First half of the advisory locks on slots.
  slots constant integer := 20049;
  own integer := 0;
begin
  while not pg_try_advisory_xact_lock(slots, own) loop own := own + 1; end loop;
  insert into order_tally as tally (account_id, type, month, slot, count)
    select account_id, type, date_trunc('month', created_at, 'UTC'), own, case tg_op when 'INSERT' then count(*) else -count(*) end
    from changed group by 1, 2, 3 order by 1, 2, 3
    on conflict (account_id, type, month, slot) do update set count = tally.count + excluded.count;
  return null;
end $$;
create trigger orders_added after insert on orders referencing new table as changed
  for each statement execute function tally_orders();
create trigger orders_removed after delete on orders referencing old table as changed
  for each statement execute function tally_orders();

insert into order_tally (account_id, type, month, slot, count)
  select account_id, type, date_trunc('month', created_at, 'UTC'), 0, count(*) from orders group by 1, 2, 3;
