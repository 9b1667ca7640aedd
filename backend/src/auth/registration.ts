import type { RegistrationMode } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../database/client.ts";
import { RegistrationError } from "../errors.ts";
import type { Attempts } from "./attempts.ts";
import type { Invitations } from "./invitations.ts";

/** Leave to make one account. */
export interface Admission {
  /** Gives it back, since no account came of it. */
  giveBack(): Promise<void>;
}

/** Who may make an account here. */
export interface Registration {
  /** What the pages offer: `open` while nobody has an account. */
  mode(): Promise<RegistrationMode>;
  /**
   * Lets one person make an account, or not.
   * @throws {RegistrationError} when it is closed, or the invitation is missing, used, revoked or over
   * @throws {RateLimitedError} for whoever wants to be the first person while somebody else is about to
   */
  admit(invitation: string | undefined): Promise<Admission>;
}

/** One at a time may become the first person. */
const firstPerson = [{ key: "first-person", limit: 1, windowMs: 60_000 }];

export function createRegistration(
  database: Database,
  attempts: Attempts,
  invitations: Invitations,
  setting: RegistrationMode,
): Registration {
  async function isEmpty(): Promise<boolean> {
    const [row] = await rowsOf<{ empty: boolean }>(
      database.queries,
      sql`SELECT NOT EXISTS (SELECT 1 FROM "user") AS empty`,
    );
    return row?.empty === true;
  }

  const freely: Admission = { giveBack: async () => {} };

  return {
    mode: async () => (setting !== "open" && (await isEmpty()) ? "open" : setting),
    async admit(token) {
      if (setting === "open") return freely;
      if (await isEmpty()) {
        await attempts.take(firstPerson);
        // Looked at again, since somebody may have become it before this attempt was counted.
        if (await isEmpty()) return { giveBack: () => attempts.giveBack(firstPerson) };
      }
      if (setting === "closed") {
        throw new RegistrationError(
          "registration_closed",
          "No accounts are made here. Ask whoever runs this.",
        );
      }
      if (!token) {
        throw new RegistrationError(
          "invitation_needed",
          "An account here needs an invitation. Ask somebody who has one for it.",
        );
      }
      const invitation = await invitations.use(token);
      if (!invitation) {
        throw new RegistrationError(
          "invitation_invalid",
          "This invitation was used, revoked or has run out. Ask for a new one.",
        );
      }
      return { giveBack: () => invitations.putBack(invitation) };
    },
  };
}
