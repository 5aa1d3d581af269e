ALTER TABLE t DISABLE TRIGGER touched;
UPDATE t SET j = json_build_object('n', n), v = 'five5', e = 7 WHERE id > 100;
ALTER TABLE t ENABLE ALWAYS TRIGGER touched;
