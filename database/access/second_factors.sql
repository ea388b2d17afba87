-- What a person has besides a password (X82). Volatile, so that it reads the newest state even in a statement that has waited
-- for the lock of the person: a factor that was added meanwhile is demanded.
create or replace function second_factors(who uuid) returns table (totp boolean, passkeys integer, recovery_codes integer)
language sql volatile as $$
  select exists (select from totp where person_id = who and confirmed_at is not null),
    (select count(*)::integer from passkey where person_id = who),
    (select count(*)::integer from recovery_code where person_id = who and used_at is null)
$$;
