import { z } from "zod";
import { limits } from "./limits.ts";
import { timeZone } from "./task.ts";
import { storable } from "./text.ts";

/** What a person sets about themselves. Weekdays count from 1 (Monday) to 7 (Sunday), as ISO 8601. */
export const profile = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.email(),
  timeZone,
  weekStart: z.number().int().min(1).max(7),
  /** A BCP 47 tag, such as en-GB: decides the order of day and month and the clock. */
  locale: z.string(),
});

export const profilePatch = z.strictObject({
  name: storable(z.string().trim().min(1).max(limits.nameLength)).optional(),
  timeZone: timeZone.optional(),
  weekStart: z.number().int().min(1).max(7).optional(),
  locale: z
    .string()
    .max(35)
    .refine((tag) => isLocale(tag), { error: "must be a language tag, such as en-GB" })
    .optional(),
});

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** Which model drives the chat. Never names the key. */
export const modelStatus = z.object({
  kind: z.enum(["builtin", "model"]),
  model: z.string().nullable(),
  /** The host of the endpoint, without path or credentials. */
  endpoint: z.string().nullable(),
  state: z.enum(["ready", "failing", "unknown"]),
  /** What went wrong last, and what to do, when failing. */
  message: z.string().nullable(),
  fallback: z.boolean(),
  /** One line: what is sent where when people chat. */
  sent: z.string(),
});

export type Profile = z.infer<typeof profile>;
export type ProfilePatch = z.infer<typeof profilePatch>;
export type ModelStatus = z.infer<typeof modelStatus>;
