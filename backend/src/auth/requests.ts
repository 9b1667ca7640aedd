import { profilePatch, storable, timeZone } from "@todo-chatbot/contracts";
import { z } from "zod";

const text = (max: number) => storable(z.string().max(max));
/** 254 is the maximum length of an email address (RFC 5321, erratum 1690). */
const email = text(254).meta({ example: "ada@example.org" });
/** Only an upper limit, so that longer ones are not even hashed; `passwords.ts` validates. */
export const password = text(1000).meta({ example: "correct horse battery" });
export const keyName = text(100).trim().min(1);
export const nothing = z.object({}).nullish();
/** Whether to delete the API keys along with the sessions. */
const deleteApiKeys = z.boolean().optional();

export const signUpRequest = z.object({
  name: text(100).trim().min(1),
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
