CREATE TABLE members (team int, no smallint, name text, PRIMARY KEY (team, no));
CREATE TABLE shirts (id int PRIMARY KEY, team int, no smallint, FOREIGN KEY (team, no) REFERENCES members ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE captains (team int NOT NULL, no smallint NOT NULL, since date, UNIQUE (team, no),
    CONSTRAINT captain FOREIGN KEY (team, no) REFERENCES members MATCH FULL);
INSERT INTO members SELECT g / 10, g % 10, 'm' FROM generate_series(0, 399) g;
INSERT INTO shirts SELECT g, g / 10, g % 10 FROM generate_series(0, 399, 3) g;
INSERT INTO captains SELECT g, 0, '2026-01-01' FROM generate_series(0, 39) g;
