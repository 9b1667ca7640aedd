ALTER TABLE "messages" ADD COLUMN "instead" jsonb;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reading" jsonb;