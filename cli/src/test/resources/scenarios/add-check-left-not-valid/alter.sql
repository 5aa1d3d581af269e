ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0 AND state <> 'a % b') NOT VALID;
