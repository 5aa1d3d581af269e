CREATE TABLE accounts (id serial PRIMARY KEY);
CREATE TABLE visits (account_id int REFERENCES accounts ON DELETE CASCADE, day date NOT NULL, page text) PARTITION BY RANGE (day);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE INDEX ON visits (account_id);
INSERT INTO accounts SELECT nextval('accounts_id_seq') FROM generate_series(1, 200) g;
INSERT INTO visits SELECT g % 200 + 1, date '2026-01-01' + g % 58, 'page' FROM generate_series(1, 600) g;
