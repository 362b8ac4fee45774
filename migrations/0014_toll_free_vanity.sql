-- Toll-free numbers are searched by what four to seven of their last seven digits spell. There are few of them among all
-- numbers, so looking through endings finds next to nothing; four digits at each of the four places where they can begin
-- find them at once.
create index telephone_number_toll_free_4 on telephone_number (substr(tn, 4, 4))
  where status = 'Available' and left(tn, 3) in ('800', '822', '833', '844', '855', '866', '877', '888');
create index telephone_number_toll_free_5 on telephone_number (substr(tn, 5, 4))
  where status = 'Available' and left(tn, 3) in ('800', '822', '833', '844', '855', '866', '877', '888');
create index telephone_number_toll_free_6 on telephone_number (substr(tn, 6, 4))
  where status = 'Available' and left(tn, 3) in ('800', '822', '833', '844', '855', '866', '877', '888');
create index telephone_number_toll_free_7 on telephone_number (substr(tn, 7, 4))
  where status = 'Available' and left(tn, 3) in ('800', '822', '833', '844', '855', '866', '877', '888');
