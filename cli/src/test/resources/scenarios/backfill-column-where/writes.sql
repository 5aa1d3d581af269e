UPDATE t SET note = note WHERE id % 7 = 0;
