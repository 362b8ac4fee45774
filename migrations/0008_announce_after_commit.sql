-- Who writes an event rings the channel when the transaction has committed (src/kernel/db/announce.ts): transactions that
-- notify commit one at a time, each waiting for the disk.
drop trigger event_written on event;
drop function announce_event();
