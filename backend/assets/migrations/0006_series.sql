ALTER TABLE "tasks" ADD COLUMN "start_on" date;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "start_time" time;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "start_zone" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "series" jsonb;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "search" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_start_whole" CHECK (("tasks"."start_time" is null) = ("tasks"."start_zone" is null) and ("tasks"."start_time" is null or "tasks"."start_on" is not null));