CREATE TABLE statuses (id serial PRIMARY KEY, note text);
CREATE TABLE "Boxes" (key text PRIMARY KEY, "status_id" int, pinned_status_ids int[] DEFAULT '{}', size int);
CREATE INDEX ON "Boxes" USING gin (pinned_status_ids);
CREATE TABLE mentions (id bigserial PRIMARY KEY, in_reply_to_status_id int, status_id bigint);
CREATE TABLE other (status_id text, statusxid int);
INSERT INTO statuses (note) SELECT 'note' FROM generate_series(1, 300) g;
INSERT INTO "Boxes" SELECT 'k' || g, g, ARRAY[g, g + 1], g FROM generate_series(1, 200) g;
INSERT INTO mentions (in_reply_to_status_id, status_id) SELECT g, g FROM generate_series(1, 200) g;
