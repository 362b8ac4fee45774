-- Searches by what a number spells read whole stretches of these indexes, and take it from them whether a number is on
-- offer to the account: reading each number in the table besides costs several times as much.
drop index telephone_number_available;
create index telephone_number_available on telephone_number (tn)
  include (tier, pool_account_id, protected) where status = 'Available';
drop index telephone_number_available_state;
create index telephone_number_available_state on telephone_number (state, tn)
  include (tier, pool_account_id, protected) where status = 'Available';
drop index telephone_number_available_suffix;
create index telephone_number_available_suffix on telephone_number (right(tn, 7))
  include (tn, state, tier, pool_account_id, protected) where status = 'Available' and tn >= '2';
-- By area code and then by the digits from the last to the first, for vanities at the end of a number.
create index telephone_number_available_backwards on telephone_number ((left(tn, 3) || reverse(right(tn, 7))))
  where status = 'Available' and tn >= '2';
