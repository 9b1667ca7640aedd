import { text, timestamp } from "drizzle-orm/pg-core";
import { user } from "./auth.ts";

/** A point in time, to the millisecond, which is what JavaScript and the wire have. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** The owner of the row, with whom it is deleted. */
export const ownerId = () =>
  text("owner_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });
