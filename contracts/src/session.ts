import { z } from "zod";
import { device } from "./security-event.ts";

/** A signed-in browser. Its token is never part of a response. */
export const session = z.object({
  id: z.string(),
  /** Whether it is the session of this request. */
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
