CREATE INDEX "T v" ON t (lower(v)); DROP INDEX old; ALTER TABLE t ADD CONSTRAINT positive CHECK (n >= 0);
