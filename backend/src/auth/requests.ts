import { profilePatch, storable, timeZone } from "@todo-chatbot/contracts";
import { z } from "zod";

const text = (max: number) => storable(z.string().max(max));
/** 254 is the longest address mail can be sent to (RFC 5321, erratum 1690). */
const email = text(254).meta({ example: "ada@example.org" });
/** Better Auth says what a password must have; longer ones are not even hashed. */
export const password = text(1000).meta({ example: "correct horse battery" });
export const keyName = text(100).trim().min(1);
const nothing = z.object({}).nullish();
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

/**
 * The calls of Better Auth that are served, with what they take. No other of its calls can be reached.
 * Its answers are its own; see https://better-auth.com/docs.
 */
export const authRequests = {
  "/sign-in/email": {
    summary: "Sign in; the session is a cookie",
    body: z.object({ email, password, rememberMe: z.boolean().optional() }),
  },
  "/sign-out": { summary: "End this session", body: nothing },
  "/change-password": {
    summary: "Change the password",
    body: z.object({
      currentPassword: password,
      newPassword: password,
      revokeOtherSessions: z.boolean().optional(),
      deleteApiKeys,
    }),
  },
  "/delete-user": {
    summary: "Delete the account with everything in it, for ever",
    body: z.object({ password: password.min(1) }),
  },
  "/revoke-session": { summary: "End a session", body: z.object({ token: text(200) }) },
  "/revoke-sessions": { summary: "End all sessions", body: z.object({ deleteApiKeys }).nullish() },
  "/revoke-other-sessions": {
    summary: "End all sessions but this one",
    body: z.object({ deleteApiKeys }).nullish(),
  },
} as const;

export const authQueries = {
  "/get-session": "The session and its person; null when not signed in",
  "/list-sessions": "The sessions of the person",
} as const;
