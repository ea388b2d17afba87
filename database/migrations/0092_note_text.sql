-- A note keeps its plain text as it is written; what searches look in is its row in search_row.
alter table note rename column search_text to text;
update note n set text = v.text
from (select distinct on (space_id, item_id) space_id, item_id, text from note_version order by space_id, item_id, number desc) v
where v.space_id = n.space_id and v.item_id = n.item_id and folded(v.text) = n.text;
