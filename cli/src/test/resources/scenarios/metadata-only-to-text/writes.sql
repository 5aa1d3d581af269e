INSERT INTO t VALUES (repeat('y', 300));
