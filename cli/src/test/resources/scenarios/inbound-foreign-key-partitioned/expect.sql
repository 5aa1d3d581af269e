ALTER TABLE attached RENAME CONSTRAINT up TO "its own Name";
