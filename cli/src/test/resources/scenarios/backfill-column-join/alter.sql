UPDATE t SET n = tasks.size FROM tasks WHERE tasks.id = t.note;
