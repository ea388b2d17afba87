-- SHA-256 of the previous line's hash and all fields of this line (V2). `doctor` recomputes it for all lines.
create or replace function change_hash(before bytea, space uuid, seq bigint, at timestamptz, actor uuid, address text,
  kind text, container uuid, item uuid, detail jsonb)
returns bytea language sql stable as $$
  select sha256(coalesce(before, ''::bytea) || convert_to(concat_ws(E'\x1f', space, seq, extract(epoch from at),
    coalesce(actor::text, '-'), coalesce(address, '-'), kind, coalesce(container::text, '-'), coalesce(item::text, '-'), detail), 'UTF8'))
$$;
