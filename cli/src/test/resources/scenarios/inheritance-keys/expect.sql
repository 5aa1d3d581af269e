ALTER SEQUENCE own_id_seq AS bigint;
