import type { Actor } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database/client.ts";
import { user } from "../database/schema/index.ts";
import type { Principal } from "../tasks/types.ts";

/** A person who exists in the database but cannot sign in, for tests below HTTP. */
export async function makePerson(database: Database, profile: { timeZone?: string } = {}) {
  const id = uuidv7();
  await database.queries.insert(user).values({ id, name: "Test", email: `${id}@example.org`, ...profile });
  /** The person doing one thing; each call is a group of changes of its own. */
  return (actor: Actor = "user"): Principal => ({ userId: id, actor, groupId: uuidv7() });
}
