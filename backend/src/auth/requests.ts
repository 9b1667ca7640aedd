import { profilePatch, storable, timeZone } from "@todo-chatbot/contracts";
import { z } from "zod";

const text = (max: number) => storable(z.string().max(max));
/** 254 is the longest address mail can be sent to (RFC 5321, erratum 1690). */
const email = text(254).meta({ example: "ada@example.org" });
/** Better Auth says what a password must have; longer ones are not even hashed. */
export const password = text(1000).meta({ example: "correct horse battery" });
export const keyName = text(100).trim().min(1);
export const nothing = z.object({}).nullish();
/** The API keys go with the sessions, for whoever ends everything that may be in other hands. */
const deleteApiKeys = z.boolean().optional();

export const signUpRequest = z.object({
  name: text(100).trim().min(1),
  email,
  password,
  timeZone: timeZone.optional(),
  weekStart: profilePatch.shape.weekStart,
  locale: profilePatch.shape.locale,
  /** The token of an invitation, where registration asks for one. */
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
