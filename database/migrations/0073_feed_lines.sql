-- A feed line is news of one item (server/kernel/event.ts): what is unread, and Home, read these lines alone.
alter table change add column feed boolean not null default false;

update change set feed = true where kind in ('item.added', 'item.edited', 'item.renamed', 'item.moved', 'item.restored',
  'item.taken-over', 'item.tagged', 'item.linked', 'item.access-changed', 'comment.added', 'comment.edited');

create index change_of_feed on change (space_id, seq) where feed;
create index change_of_feed_by_time on change (space_id, at) where feed;
