-- example: 1
CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();

-- example: 2
DROP TRIGGER touched ON orders;

-- example: 3
ALTER TABLE orders DISABLE TRIGGER touched;
