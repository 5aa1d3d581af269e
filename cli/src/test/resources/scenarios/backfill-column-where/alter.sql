UPDATE t SET n = nullif(length(note), 8) * 10 WHERE id > 100;
