-- The attributes that an order named, as answers show them again. Orders from before named none but Protected, which has its
-- own column: that alone decides what becomes of the numbers.
alter table number_order add column tn_attributes text[] not null default '{}';
