-- Which key in the data folder opens what is sealed in this database: a lost one is not replaced in silence.
create table sealing_key (
  one boolean primary key default true check (one),
  fingerprint text not null
);
