DELETE FROM pair WHERE b > 0 AND a = (SELECT min(p) FROM t WHERE q > 0);
