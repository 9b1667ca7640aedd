import type { RegistrationMode } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../database/client.ts";
import { RegistrationError } from "../errors.ts";
import type { Attempts } from "./attempts.ts";
import type { Invitations } from "./invitations.ts";

/** Permission to create one account. */
export interface Admission {
  /** Returns it, since no account was created. */
  giveBack(): Promise<void>;
}

/** Decides who may create an account. */
export interface Registration {
  /** What the pages offer: `open` while nobody has an account. */
  mode(): Promise<RegistrationMode>;
  /**
   * Permits one person to create an account.
   * @throws {RegistrationError} if registration is closed, or the invitation is missing, used, revoked or expired
   * @throws {RateLimitedError} for attempts to be the first person while another one is in progress
   */
  admit(invitation: string | undefined): Promise<Admission>;
}

/** Only one attempt at a time to become the first person. */
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
        // Checked again, since somebody may have signed up before this attempt was counted.
        if (await isEmpty()) return { giveBack: () => attempts.giveBack(firstPerson) };
      }
      if (setting === "closed") {
        throw new RegistrationError(
          "registration_closed",
          "No new accounts can be created here. Ask the administrator.",
        );
      }
      if (!token) {
        throw new RegistrationError(
          "invitation_needed",
          "Signing up here requires an invitation. Ask somebody who has an account.",
        );
      }
      const invitation = await invitations.use(token);
      if (!invitation) {
        throw new RegistrationError(
          "invitation_invalid",
          "This invitation was used or revoked, or has expired. Ask for a new one.",
        );
      }
      return { giveBack: () => invitations.putBack(invitation) };
    },
  };
}
