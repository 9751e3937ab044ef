drop index items_by_piece, tasks_by_piece;
drop function task_words(text, text, text[]);
drop function search_keys(uuid, text[]);
drop function search_pieces(uuid, text);
drop function search_piece(uuid, text);
