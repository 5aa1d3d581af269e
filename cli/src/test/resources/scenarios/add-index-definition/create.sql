CREATE TABLE docs (id bigint, words tsvector, body text);
INSERT INTO docs SELECT g, to_tsvector('simple', 'word ' || g), 'b' FROM generate_series(1, 50) g;
