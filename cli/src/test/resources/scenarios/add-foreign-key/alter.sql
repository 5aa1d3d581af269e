ALTER TABLE spans ADD CONSTRAINT spans_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks ON DELETE SET NULL;
CREATE INDEX ON spans (task_id);
