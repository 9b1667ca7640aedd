import { z } from "zod";
import { device } from "./security-event.ts";

/** A browser somebody is signed in with. Its token is in no answer. */
export const session = z.object({
  id: z.string(),
  /** Whether it is the one that asks. */
  current: z.boolean(),
  device,
  userAgent: z.string().nullable(),
  ipAddress: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** When it was last used, to the day. */
  updatedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export type Session = z.infer<typeof session>;
