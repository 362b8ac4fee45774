-- Pauses before each retry, in seconds, where a subscription has a schedule of its own; none at all: never tried again.
alter table subscription add column retry_seconds integer[]
  check (cardinality(retry_seconds) <= 50 and 0 <= all (retry_seconds) and 999999 >= all (retry_seconds));
