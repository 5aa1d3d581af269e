INSERT INTO members (team, no, name) SELECT max(team) + 1, 0, 'new' FROM members;
INSERT INTO captains (team, no, since) SELECT max(team), 0, '2026-02-02' FROM members;
INSERT INTO shirts (id, team, no) SELECT max(s.id) + 1, max(m.team), 0 FROM shirts s, members m;
DELETE FROM members WHERE no = 6 AND team % 5 = 1;
