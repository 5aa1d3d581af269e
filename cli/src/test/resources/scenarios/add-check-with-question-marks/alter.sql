ALTER TABLE orders ADD CONSTRAINT orders_data CHECK (data ? 'id' AND NOT data ?& ARRAY['?', 'a?']);
