-- example: 1
ALTER TABLE parts DETACH PARTITION part_1;

-- example: 2
ALTER TABLE IF EXISTS parts DETACH PARTITION part_1;

-- example: 3
BEGIN;
ALTER TABLE public.parts DETACH PARTITION part_1;
COMMIT;
