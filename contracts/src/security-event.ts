import { z } from "zod";

/** Account events that are shown to the person. */
export const securityEventKind = z.enum([
  "sign_up",
  "sign_in",
  "sign_in_new_device",
  "sign_in_failed",
  "sign_in_locked",
  "sign_out",
  "session_ended",
  "sessions_ended",
  "password_changed",
  "password_check_failed",
  "password_check_locked",
  "api_key_created",
  "api_key_deleted",
]);

/** The program a request came from, according to its User-Agent. */
export const device = z.object({ browser: z.string().nullable(), system: z.string().nullable() });

/** One thing that happened to an account, and from where. */
export const securityEvent = z.object({
  id: z.uuid(),
  kind: securityEventKind,
  at: z.iso.datetime(),
  address: z.string().nullable(),
  device,
  /** What it was done to, such as the name of an API key. */
  subject: z.string().nullable(),
});

export const securityEventList = z.object({ items: z.array(securityEvent) });

export type Device = z.infer<typeof device>;
export type SecurityEvent = z.infer<typeof securityEvent>;
export type SecurityEventKind = z.infer<typeof securityEventKind>;
