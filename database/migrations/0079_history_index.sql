-- Which kinds a history tells is declared in the code, where each is written: the index holds whatever may be among them.
drop index change_of_governance;
create index change_of_governance on change (space_id, at desc, seq desc) where item_id is null or kind like '%.access-changed';
