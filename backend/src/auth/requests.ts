import { limits, profilePatch, storable, timeZone } from "@todo-chatbot/contracts";
import { z } from "zod";

const text = (max: number) => storable(z.string().max(max));
const email = text(limits.emailLength).meta({ example: "ada@example.org" });
/** Only an upper limit, so that longer ones are not even hashed; `passwords.ts` validates. */
export const password = text(1000).meta({ example: "correct horse battery" });
export const keyName = text(limits.nameLength).trim().min(1);
export const nothing = z.object({}).nullish();
/** Whether to delete the API keys along with the sessions. */
const deleteApiKeys = z.boolean().optional();

export const signUpRequest = z.object({
  name: text(limits.nameLength).trim().min(1),
  email,
  password,
  timeZone: timeZone.optional(),
  weekStart: profilePatch.shape.weekStart,
  locale: profilePatch.shape.locale,
  /** The token of an invitation, if registration requires one. */
  invitation: text(100).optional(),
});

export const signInRequest = z.object({ email, password, rememberMe: z.boolean().optional() });

export const changePasswordRequest = z.object({
  currentPassword: password,
  newPassword: password,
  revokeOtherSessions: z.boolean().optional(),
  deleteApiKeys,
});

export const deleteUserRequest = z.object({ password: password.min(1) });

export const endSessionsRequest = z.object({ deleteApiKeys }).nullish();
