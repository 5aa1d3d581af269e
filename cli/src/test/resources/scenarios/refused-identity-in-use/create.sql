CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
CREATE TABLE beside (id int DEFAULT nextval('t_id_seq'));
