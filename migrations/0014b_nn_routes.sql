-- Ways that messages can take to a number's holder, by the NNID under which other networks know them. Filled by
-- `numberplane plan import nn-routes`; while there is none, orders may name any.
create table nn_route (
  nnid integer primary key check (nnid >= 0),
  -- The platform that belongs to the route; an order that names both must name this one.
  espid text,
  name text not null
);
create index nn_route_espid on nn_route (espid) where espid is not null;
