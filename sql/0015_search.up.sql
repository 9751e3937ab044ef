-- Searches look for pieces of words. Each text is known by its pieces of one, two and three characters, hashed behind
-- its owner: the entries of one person stand side by side, and no extension is needed that a server may lack.
-- The cost keeps the planner from computing pieces of whole tables instead of asking the index.
create function search_piece(owner uuid, piece text) returns bigint
  language sql immutable strict parallel safe
  as $$ select (hashtext(owner::text)::bigint << 32) | (hashtext(piece)::bigint & 4294967295) $$;

-- As search_piece has it, in functions of the catalogue alone: an index is built with no other schema in sight. Letter by
-- letter, since a query for each row takes five times as long; what comes twice is left to the index.
create function search_pieces(owner uuid, words text) returns bigint[]
  language plpgsql immutable strict parallel safe cost 10000
  as $$
  declare
    owned bigint := hashtext(owner::text)::bigint << 32;
    letter text;
    last text;
    before text;
    keys bigint[] := '{}';
  begin
    foreach letter in array string_to_array(lower(words), null) loop
      keys := keys || (owned | (hashtext(letter)::bigint & 4294967295));
      if last is not null then
        keys := keys || (owned | (hashtext(last || letter)::bigint & 4294967295));
      end if;
      if before is not null then
        keys := keys || (owned | (hashtext(before || last || letter)::bigint & 4294967295));
      end if;
      before := last;
      last := letter;
    end loop;
    return keys;
  end $$;

-- What a text must have to hold each of the words; of long words their beginning is enough.
create function search_keys(owner uuid, words text[]) returns bigint[]
  language plpgsql immutable strict parallel safe
  as $$
  begin
    return array(
      select distinct search_piece(owner, piece) from unnest(words) as word,
        lateral (select string_to_array(left(lower(word), 24), null) as letters) as cut,
        lateral (
          select a || b || c from unnest(letters, letters[2:], letters[3:]) as three(a, b, c)
          union all select lower(word) where cardinality(letters) < 3
        ) as pieces(piece)
      where piece is not null);
  end $$;

create function task_words(title text, description text, tags text[]) returns text
  language plpgsql immutable parallel safe
  as $$ begin return concat_ws(E'\n', title, description, array_to_string(tags, ' ')); end $$;

create index tasks_by_piece on tasks
  using gin (search_pieces(user_id, task_words(title, description, tags))) with (gin_pending_list_limit = 256);
create index items_by_piece on items
  using gin (search_pieces(user_id, words)) with (gin_pending_list_limit = 256) where words is not null;
-- Statistics of pieces would be costly to gather and tell nothing.
alter index tasks_by_piece alter column 1 set statistics 0;
alter index items_by_piece alter column 1 set statistics 0;
