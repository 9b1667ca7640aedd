CREATE TABLE "imports" (
	"owner_id" text NOT NULL,
	"source" text NOT NULL,
	"task_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"group_id" uuid NOT NULL,
	CONSTRAINT "imports_owner_id_source_pk" PRIMARY KEY("owner_id","source")
);
--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;