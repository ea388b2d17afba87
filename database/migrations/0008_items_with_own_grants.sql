-- Most items follow their container and have no grants of their own (A2): a list of them need not look for any.
-- Set with the first grant and never taken back: false is certain, true means to look.
alter table item add column has_grants boolean not null default false;

update item i set has_grants = true
where exists (select from access_grant g where g.space_id = i.space_id and g.item_id = i.id);
