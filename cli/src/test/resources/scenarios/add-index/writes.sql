INSERT INTO app.events (id, kind) SELECT max(id) + 1, 'new' FROM app.events;
UPDATE app.events SET kind = 'other' WHERE id = 3;
