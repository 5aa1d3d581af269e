-- example: flyway creates a table with its indexes
CREATE TABLE coupons (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL, percent int);
CREATE UNIQUE INDEX coupons_code ON coupons (code);
ALTER TABLE coupons ADD CONSTRAINT percent_range CHECK (percent BETWEEN 1 AND 100);
ALTER TABLE coupons ALTER COLUMN percent SET NOT NULL;
INSERT INTO coupons (code, percent) VALUES ('WELCOME', 10), ('SPRING', 15);

-- example: alembic upgrade with an index
BEGIN;
-- Running upgrade 3fa1 -> 9c2e
CREATE TABLE alembic_marks (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_marks_pkc PRIMARY KEY (version_num));
ALTER TABLE orders ADD COLUMN channel VARCHAR(16);
CREATE INDEX ix_orders_channel ON orders (channel);
INSERT INTO alembic_marks (version_num) VALUES ('9c2e');
COMMIT;

-- example: django adds a boolean with a default that it drops again
BEGIN;
--
-- Add field verified to user
--
ALTER TABLE "users" ADD COLUMN "verified" boolean DEFAULT false NOT NULL;
ALTER TABLE "users" ALTER COLUMN "verified" DROP DEFAULT;
COMMIT;

-- example: django alters a field
BEGIN;
ALTER TABLE "items" ALTER COLUMN "label" TYPE varchar(100);
ALTER TABLE "items" ALTER COLUMN "price" TYPE numeric(12, 2);
COMMIT;

-- example: django makes a foreign key
BEGIN;
ALTER TABLE "orders" ADD COLUMN "product_id" bigint NULL CONSTRAINT "orders_product_fk" REFERENCES "products"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "orders_product_fk" IMMEDIATE;
CREATE INDEX "orders_product_id" ON "orders" ("product_id");
COMMIT;

-- example: an index concurrently
SET lock_timeout = '1s';
CREATE INDEX CONCURRENTLY orders_number_idx ON orders (number);

-- example: a unique index
CREATE UNIQUE INDEX users_nick_key ON users USING btree (lower(nick));

-- example: a partial index of a qualified table
CREATE INDEX unpaid ON billing.invoices (due) WHERE NOT paid;

-- example: an index on a partitioned table
CREATE INDEX events_at ON events (at);

-- example: an index on only the partitioned table
CREATE INDEX events_id ON ONLY events (id);

-- example: a gin index
CREATE INDEX products_tags ON products USING gin (tags);

-- example: an index of a materialized view
CREATE INDEX sales_total ON sales (total);

-- example: reindex of a table
REINDEX TABLE orders;

-- example: reindex of a table concurrently
REINDEX TABLE CONCURRENTLY orders;

-- example: reindex of a schema
REINDEX SCHEMA billing;

-- example: reindex with options
REINDEX (VERBOSE, CONCURRENTLY) INDEX orders_user_id;

-- example: drop an index concurrently
DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at;

-- example: a check that is not valid and then validated elsewhere
ALTER TABLE users ADD CONSTRAINT age_known CHECK (age > 0) NOT VALID;

-- example: validated in a transaction of its own
ALTER TABLE users ADD CONSTRAINT age_known CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT age_known;

-- example: a check added valid
ALTER TABLE ONLY users ADD CONSTRAINT age_known CHECK (age > 0);

-- example: a check without a name
ALTER TABLE billing.invoices ADD CHECK (amount > 0);

-- example: two constraints in one
ALTER TABLE items
    ADD CONSTRAINT price_positive CHECK (price > 0),
    ADD CONSTRAINT line_positive CHECK (line > 0) NOT VALID;

-- example: a foreign key added valid
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order FOREIGN KEY (order_id) REFERENCES orders (id);

-- example: a foreign key not valid
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;

-- example: a foreign key from a new table
CREATE TABLE reviews (id bigint PRIMARY KEY, product_id bigint NOT NULL REFERENCES products (id), stars int);
ALTER TABLE reviews ADD CONSTRAINT stars_range CHECK (stars BETWEEN 1 AND 5);
CREATE INDEX reviews_product ON reviews (product_id);

-- example: a foreign key from a new table by alter
CREATE TABLE reviews (id bigint PRIMARY KEY, product_id bigint NOT NULL);
ALTER TABLE reviews ADD FOREIGN KEY (product_id) REFERENCES products (id);

-- example: unique constraint
ALTER TABLE users ADD CONSTRAINT users_nick UNIQUE (nick);

-- example: unique constraint using an index
CREATE UNIQUE INDEX CONCURRENTLY users_nick ON users (nick);
ALTER TABLE users ADD CONSTRAINT users_nick UNIQUE USING INDEX users_nick;

-- example: primary key using an index of columns that are not null
ALTER TABLE items ADD CONSTRAINT items_pkey PRIMARY KEY USING INDEX items_order_line;

-- example: primary key using an index of a nullable column
CREATE UNIQUE INDEX CONCURRENTLY bookings_room ON bookings (room);
ALTER TABLE bookings ADD PRIMARY KEY USING INDEX bookings_room;

-- example: primary key of columns
ALTER TABLE items ADD PRIMARY KEY (order_id, line);

-- example: not null by the four steps
ALTER TABLE products ADD CONSTRAINT sku_set CHECK (sku IS NOT NULL) NOT VALID;
ALTER TABLE products VALIDATE CONSTRAINT sku_set;
ALTER TABLE products ALTER COLUMN sku SET NOT NULL;
ALTER TABLE products DROP CONSTRAINT sku_set;

-- example: not null at once
ALTER TABLE products ALTER sku SET NOT NULL;

-- example: not null of the wrong column is proven
ALTER TABLE products ADD CONSTRAINT title_set CHECK (title IS NOT NULL) NOT VALID;
ALTER TABLE products VALIDATE CONSTRAINT title_set;
ALTER TABLE products ALTER COLUMN sku SET NOT NULL;

-- example: not null of a column that is so already
ALTER TABLE orders ALTER COLUMN number SET NOT NULL;

-- example: drop not null
ALTER TABLE orders ALTER COLUMN number DROP NOT NULL;

-- example: a column with a constant default
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'EUR';

-- example: a column with now() as default
ALTER TABLE products ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();

-- example: a column with clock_timestamp as default
ALTER TABLE products ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp();

-- example: a column with a random uuid
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid() NOT NULL;

-- example: a column first, its default later
ALTER TABLE users ADD COLUMN token uuid;
ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();

-- example: a bigserial column
ALTER TABLE items ADD COLUMN id bigserial;

-- example: an identity column
ALTER TABLE items ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;

-- example: a generated column
ALTER TABLE items ADD COLUMN gross numeric GENERATED ALWAYS AS (price * 1.19) STORED;

-- example: a column of a domain with a check
ALTER TABLE users ADD COLUMN second_mail email;

-- example: a column with a check
ALTER TABLE users ADD COLUMN level int CHECK (level > 0);

-- example: a column with unique
ALTER TABLE users ADD COLUMN IF NOT EXISTS handle text UNIQUE;

-- example: a composite column and an array column
ALTER TABLE users ADD COLUMN home address, ADD COLUMN phones text[] DEFAULT '{}';

-- example: int to bigint
ALTER TABLE orders ALTER COLUMN id TYPE bigint;

-- example: varchar to text
ALTER TABLE users ALTER COLUMN name TYPE text;

-- example: varchar shorter
ALTER TABLE users ALTER COLUMN name SET DATA TYPE varchar(40);

-- example: numeric with another scale
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 4);

-- example: numeric without limits
ALTER TABLE orders ALTER COLUMN total TYPE numeric;

-- example: json to jsonb
ALTER TABLE users ALTER COLUMN settings TYPE jsonb USING settings::jsonb;

-- example: text to varchar
ALTER TABLE users ALTER COLUMN nick TYPE varchar(100);

-- example: timestamp to timestamptz
ALTER TABLE users ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'Europe/Berlin';

-- example: several actions with one rewrite
ALTER TABLE users
    ADD COLUMN country text,
    ALTER COLUMN age TYPE bigint,
    ALTER COLUMN active SET DEFAULT false;

-- example: rename a column
ALTER TABLE users RENAME COLUMN nick TO nickname;

-- example: rename a column without the word
ALTER TABLE users RENAME nick TO nickname;

-- example: rename a table
ALTER TABLE items RENAME TO order_items;

-- example: rename a constraint and an index
ALTER TABLE orders RENAME CONSTRAINT total_positive TO total_not_negative;
ALTER INDEX orders_placed_at RENAME TO orders_placed;

-- example: rename a view
ALTER VIEW open_orders RENAME TO new_orders;

-- example: rename what the file has made
CREATE TABLE fresh (a int);
ALTER TABLE fresh RENAME COLUMN a TO b;
ALTER TABLE fresh RENAME TO fresher;
DROP TABLE fresher;

-- example: rename a type's value
ALTER TYPE order_state RENAME VALUE 'sent' TO 'shipped';

-- example: another value of a type
ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'returned' AFTER 'sent';

-- example: rename a schema
ALTER SCHEMA billing RENAME TO accounting;

-- example: a table to another schema
ALTER TABLE products SET SCHEMA archive;

-- example: drop a column
ALTER TABLE users DROP COLUMN IF EXISTS score;

-- example: drop a column that the file has added
ALTER TABLE users ADD COLUMN helper int;
ALTER TABLE users DROP COLUMN helper;

-- example: drop tables
DROP TABLE IF EXISTS billing.invoices, bookings;

-- example: drop a table that is not there
DROP TABLE IF EXISTS never_there;

-- example: drop a schema with everything
DROP SCHEMA billing CASCADE;

-- example: drop an empty schema
DROP SCHEMA archive;

-- example: drop and make a view
DROP VIEW open_orders;
CREATE VIEW open_orders AS SELECT number, total FROM orders WHERE state = 'new';

-- example: replace a view
CREATE OR REPLACE VIEW open_orders AS SELECT number, total FROM orders WHERE state = 'new';

-- example: drop a materialized view
DROP MATERIALIZED VIEW sales;

-- example: drop a function
DROP FUNCTION total_of(bigint);

-- example: drop a constraint
ALTER TABLE orders DROP CONSTRAINT total_positive;

-- example: vacuum
VACUUM (ANALYZE) orders;

-- example: vacuum full
VACUUM FULL orders;

-- example: vacuum with full in parentheses
VACUUM (FULL, VERBOSE) users;

-- example: vacuum full switched off
VACUUM (FULL false) users;

-- example: cluster
CLUSTER orders USING orders_placed_at;

-- example: cluster on
ALTER TABLE orders CLUSTER ON orders_placed_at;

-- example: set logged
ALTER TABLE cache SET LOGGED;

-- example: set unlogged
ALTER TABLE products SET UNLOGGED;

-- example: tablespace
ALTER TABLE products SET TABLESPACE pg_default;

-- example: storage parameters
ALTER TABLE orders SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

-- example: statistics target
ALTER TABLE orders ALTER COLUMN number SET STATISTICS 1000;

-- example: storage of a column
ALTER TABLE users ALTER COLUMN nick SET STORAGE EXTERNAL;

-- example: refresh
REFRESH MATERIALIZED VIEW sales;

-- example: refresh concurrently
REFRESH MATERIALIZED VIEW CONCURRENTLY sales;

-- example: refresh without data
REFRESH MATERIALIZED VIEW sales WITH NO DATA;

-- example: truncate
TRUNCATE TABLE cache, bookings RESTART IDENTITY;

-- example: truncate what the file has filled
CREATE TABLE staging AS SELECT * FROM orders;
TRUNCATE staging;
DROP TABLE staging;

-- example: update all
UPDATE orders SET note = upper(note);

-- example: update one
UPDATE users SET active = false WHERE id = 7;

-- example: delete all
DELETE FROM billing.invoices;

-- example: delete one
DELETE FROM items WHERE order_id = 5 AND line = 1;

-- example: insert rows
INSERT INTO products (id, sku, title) VALUES (1001, 'x1', 'one') ON CONFLICT (id) DO NOTHING;

-- example: attach a table that has to be read
ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');

-- example: attach a table whose check proves it
ALTER TABLE events ATTACH PARTITION events_checked FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- example: attach a table after a validated check
ALTER TABLE events_old ADD CONSTRAINT in_2023 CHECK (at >= '2023-01-01' AND at < '2024-01-01') NOT VALID;
ALTER TABLE events_old VALIDATE CONSTRAINT in_2023;
ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');

-- example: detach concurrently
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;

-- example: a new partition
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- example: a domain gets a check
ALTER DOMAIN positive ADD CONSTRAINT is_positive CHECK (VALUE > 0);

-- example: a domain gets a check that is not valid
ALTER DOMAIN positive ADD CONSTRAINT is_positive CHECK (VALUE > 0) NOT VALID;

-- example: a domain becomes not null
ALTER DOMAIN positive SET NOT NULL;

-- example: exclude
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);

-- example: a trigger
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- example: a comment and a grant
COMMENT ON TABLE orders IS 'what was ordered';
GRANT SELECT ON orders TO PUBLIC;

-- example: functions and sequences
CREATE OR REPLACE FUNCTION total_of(bigint) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT max(total) FROM orders WHERE user_id = $1';
CREATE SEQUENCE invoice_numbers START 1000;
ALTER SEQUENCE ticket_numbers INCREMENT BY 10;

-- example: a block that changes a table
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'nick_set') THEN
        ALTER TABLE users ADD CONSTRAINT nick_set CHECK (nick <> '');
    END IF;
END
$$;

-- example: a block that builds an index
DO $do$ BEGIN EXECUTE 'CREATE INDEX users_age ON users (age)'; END $do$;

-- example: a block that only looks
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM users; RAISE NOTICE '% users', n; END $$;

-- example: work after a short change
BEGIN;
ALTER TABLE users ADD COLUMN plan text;
UPDATE users SET plan = 'free';
COMMIT;

-- example: a scan after a strong lock
BEGIN;
SET LOCAL lock_timeout = '500ms';
ALTER TABLE users ADD CONSTRAINT nick_set CHECK (nick IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT nick_set;
COMMIT;

-- example: lock
BEGIN;
LOCK TABLE products IN EXCLUSIVE MODE;
COMMIT;

-- example: extended statistics and analyze
CREATE STATISTICS orders_stats (dependencies) ON state, number FROM orders;
ANALYZE orders;

-- example: a default changes
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;

-- example: owner, row security and replica identity
ALTER TABLE orders OWNER TO CURRENT_USER;
ALTER TABLE orders REPLICA IDENTITY FULL;

-- example: a generated expression goes
ALTER TABLE users ADD COLUMN shown text DEFAULT '';
ALTER TABLE users ALTER COLUMN shown SET NOT NULL;

-- example: flyway with placeholder and copy
CREATE TABLE ${prefix}countries (code text PRIMARY KEY, name text);
COPY ${prefix}countries (code, name) FROM stdin;
de	Germany
fr	France
\.
CREATE INDEX countries_name ON ${prefix}countries (name);

-- example: create table like and as
CREATE TABLE archive.orders (LIKE orders INCLUDING ALL);
CREATE TABLE archive.users AS TABLE users WITH NO DATA;
CREATE INDEX ON archive.users (id);

-- example: if not exists
CREATE TABLE IF NOT EXISTS products (id bigint PRIMARY KEY);
CREATE INDEX IF NOT EXISTS products_title ON products (title);

-- example: comment between
ALTER TABLE /* the big one */ orders -- it is
    ALTER COLUMN /* yes */ quantity TYPE bigint;

-- example: inherits
CREATE TABLE special_orders () INHERITS (orders);

-- example: only a column of type text and then unique index concurrently
ALTER TABLE products ADD COLUMN ean text;
CREATE UNIQUE INDEX CONCURRENTLY products_ean ON products (ean);

-- example: drop default and identity
ALTER TABLE users ALTER COLUMN id DROP IDENTITY IF EXISTS;
ALTER TABLE items ALTER COLUMN line ADD GENERATED BY DEFAULT AS IDENTITY;

-- example: drop index of a file
CREATE INDEX CONCURRENTLY tmp_idx ON orders (note);
DROP INDEX CONCURRENTLY tmp_idx;

-- example: quoted names
ALTER TABLE "public"."orders" ADD CONSTRAINT "Note Set" CHECK ("note" IS NOT NULL);
