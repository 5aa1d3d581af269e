ALTER TABLE t ADD COLUMN "Quoted Col" varchar(20) COLLATE "C";
