import { z } from "zod";
import { limits } from "./limits.ts";
import { storable } from "./text.ts";

/** Who may create an account. Until the first one exists it is `open`. */
export const registrationMode = z.enum(["open", "invite", "closed"]);

/** An invitation that can still be used, without its token. */
export const invitation = z.object({
  id: z.string(),
  /** Its creator's note on whom it is for. */
  name: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export const invitationCreate = z.strictObject({
  name: storable(z.string().trim().min(1).max(limits.nameLength)),
  days: z.number().int().min(1).max(90).default(7),
});

export type RegistrationMode = z.infer<typeof registrationMode>;
export type Invitation = z.infer<typeof invitation>;
export type InvitationCreate = z.input<typeof invitationCreate>;
