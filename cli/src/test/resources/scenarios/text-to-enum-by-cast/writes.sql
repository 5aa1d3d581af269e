INSERT INTO app.t (id, v, w) SELECT max(id) + 1, 'good', 'bad' FROM app.t;
