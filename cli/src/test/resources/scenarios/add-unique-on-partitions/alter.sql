ALTER TABLE app."M" ADD CONSTRAINT "M is unique" UNIQUE (id, at, "Who") INCLUDE (note);
