CREATE FUNCTION public.invalidate(regclass) RETURNS void LANGUAGE sql SECURITY DEFINER AS
'UPDATE pg_index SET indisvalid = false WHERE indexrelid = $1';
