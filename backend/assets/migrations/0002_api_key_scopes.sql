-- Keys made before there were scopes keep what they could do; from now on a key without any may do nothing.
UPDATE "apikey" SET "permissions" = '{"todo":["read","write","transfer"]}' WHERE "permissions" IS NULL;
