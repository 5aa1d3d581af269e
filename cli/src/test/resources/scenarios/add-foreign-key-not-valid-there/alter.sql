ALTER TABLE spans VALIDATE CONSTRAINT spans_task_id_fkey;
