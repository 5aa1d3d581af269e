INSERT INTO statuses (in_reply_to_id, note) SELECT max(id), 'reply' FROM statuses;
INSERT INTO pins (status_id, at) SELECT max(id), '2026-01-01' FROM statuses;
INSERT INTO pin_notes (pin_id) SELECT max(status_id) FROM pins;
UPDATE statuses SET reblog_of_id = NULL WHERE id % 9 = 0;
DELETE FROM statuses WHERE id % 60 = 7;
