-- News are the lines of the feed that were not undone. What is unread, and Home, read them by index alone.
drop index change_of_feed, change_of_feed_by_time, change_of_feed_by_container;
create index news_of_space on change (space_id, seq) include (at, actor_id, container_id, item_id) where feed and not undone;
create index news_by_time on change (space_id, at) include (seq, actor_id, item_id, act) where feed and not undone;
create index news_by_container on change (space_id, container_id, seq) include (at, actor_id, item_id) where feed and not undone;
