UPDATE t SET n = CASE WHEN data ?| ARRAY['id', '?'] THEN 1 ELSE 2 END WHERE data ?| ARRAY['id', 'name'] AND note = '?';
