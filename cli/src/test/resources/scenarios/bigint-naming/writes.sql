INSERT INTO statuses (note) VALUES ('new');
INSERT INTO "Boxes" (key, status_id, pinned_status_ids) SELECT 'n' || max(id), max(id), ARRAY[max(id), 1] FROM statuses;
UPDATE "Boxes" SET pinned_status_ids = pinned_status_ids || 7 WHERE size % 10 = 1;
UPDATE mentions SET in_reply_to_status_id = NULL WHERE id % 13 = 1;
