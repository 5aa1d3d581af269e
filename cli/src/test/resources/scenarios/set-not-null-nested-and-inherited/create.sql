CREATE SCHEMA app;
CREATE TABLE app.base (id bigint, n int);
CREATE TABLE app.child (extra text) INHERITS (app.base);
CREATE TABLE app.grandchild () INHERITS (app.child);
INSERT INTO app.base SELECT g, g FROM generate_series(1, 60) g;
INSERT INTO app.grandchild SELECT g, g, 'x' FROM generate_series(61, 120) g;
