ALTER TABLE t ALTER COLUMN kind TYPE text USING CASE WHEN kind ? 'id' THEN kind ->> 'id' WHEN n <?> 3 THEN 'none?' END;
