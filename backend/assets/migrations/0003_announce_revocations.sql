-- Whoever ends a session or a key, and however: all servers hear of it when it is committed.
CREATE FUNCTION announce_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('revocations', OLD.id);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER session_revoked AFTER DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION announce_revocation();
--> statement-breakpoint
CREATE TRIGGER apikey_revoked AFTER DELETE ON "apikey" FOR EACH ROW EXECUTE FUNCTION announce_revocation();
--> statement-breakpoint
CREATE TRIGGER apikey_disabled AFTER UPDATE OF "enabled" ON "apikey" FOR EACH ROW
  WHEN (NEW."enabled" = false) EXECUTE FUNCTION announce_revocation();
