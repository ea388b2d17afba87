-- Days of the week on which nothing is pushed or mailed; 1 is Monday. One day at least is left.
alter table notice_rhythm add column quiet_days smallint[] not null default '{}'
  check (quiet_days <@ '{1,2,3,4,5,6,7}' and cardinality(quiet_days) < 7);
alter table notice_rhythm alter column quiet_days drop default;
