CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
GRANT USAGE ON SEQUENCE t_id_seq TO scenario_other_owner WITH GRANT OPTION;
SET ROLE scenario_other_owner;
GRANT USAGE ON SEQUENCE public.t_id_seq TO scenario_reader;
