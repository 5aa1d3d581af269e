ALTER TABLE "Boxes" ALTER COLUMN status_id TYPE bigint, ALTER COLUMN pinned_status_ids TYPE bigint[];
ALTER TABLE mentions ALTER COLUMN in_reply_to_status_id TYPE bigint;
ALTER TABLE statuses ALTER COLUMN id TYPE bigint;
ALTER SEQUENCE statuses_id_seq AS bigint;
