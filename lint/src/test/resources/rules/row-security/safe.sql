-- example: 1
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;

-- example: 2
CREATE TABLE fresh (id bigint PRIMARY KEY, a int, b text);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;

-- example: 3
CREATE POLICY p ON orders USING (true);
