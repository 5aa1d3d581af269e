INSERT INTO "Kind" (note) VALUES ('new');
INSERT INTO other.place (kind_id) SELECT max(id) FROM "Kind";
INSERT INTO t (place_id) SELECT max(id) FROM other.place;
