CREATE TABLE t (id int PRIMARY KEY, price int NOT NULL, discount int, note text,
    CONSTRAINT t_positive CHECK (price > 0),
    CHECK (price >= 0),
    CHECK (price >= discount),
    CONSTRAINT t_no_inherit CHECK (price < 1000000) NO INHERIT,
    CONSTRAINT "Quoted Check" CHECK (price <> 13 OR note IS NOT NULL),
    CONSTRAINT t_other CHECK (discount <> 99),
    CONSTRAINT ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc CHECK (price <> 77777),
    CONSTRAINT ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccd CHECK (price <> 88888),
    CONSTRAINT t_in CHECK (price IN (1, 2, 3) OR price BETWEEN 4 AND 999999));
INSERT INTO t SELECT g, g + 100, g % 90, 'n' FROM generate_series(1, 200) g;
ALTER TABLE t ADD CONSTRAINT t_not_valid CHECK (price > 50) NOT VALID;
COMMENT ON CONSTRAINT t_positive ON t IS 'must be positive';
COMMENT ON CONSTRAINT t_not_valid ON t IS 'not yet validated';
CREATE INDEX iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii ON t (price);
CREATE INDEX iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiij ON t (price);
