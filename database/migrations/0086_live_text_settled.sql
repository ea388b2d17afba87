-- How often the state of a live text was put together: a server process notices that another one did.

alter table live_text add column settled integer not null default 0;
