ALTER TABLE app.t ALTER v TYPE app."Mood" USING lower(trim(v))::app."Mood",
    ALTER w TYPE app."Mood" USING coalesce(w, 'none')::app."Mood",
    ALTER old TYPE text USING coalesce(old, 'good')::text || '!';
