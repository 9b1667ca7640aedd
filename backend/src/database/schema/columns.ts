import { text, timestamp } from "drizzle-orm/pg-core";
import { user } from "./auth.ts";

/** A point in time, to the millisecond, which is what JavaScript and the wire have. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Whose row it is; it goes with its owner. */
export const ownerId = () =>
  text("owner_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade" });
