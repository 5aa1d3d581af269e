UPDATE t SET n = length(note);
