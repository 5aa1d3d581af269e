CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_1 PARTITION OF m DEFAULT;
CREATE INDEX m_id ON m (id);
SELECT invalidate('m_id');
