CREATE TABLE m (id bigint, at date NOT NULL, who text) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE m_2 PARTITION OF m FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY LIST (who);
CREATE TABLE m_2_a PARTITION OF m_2 FOR VALUES IN ('a');
CREATE TABLE m_2_b PARTITION OF m_2 DEFAULT;
CREATE TABLE m_3_with_a_name_that_is_rather_long_so_that_it_is_cut_in_the_index PARTITION OF m DEFAULT;
CREATE INDEX found ON m_2_b (who, id);
CREATE TABLE m_1_who_id_idx (x int);
INSERT INTO m SELECT g, '2026-01-01'::date + g % 80, chr(97 + g % 3) FROM generate_series(1, 300) g;
