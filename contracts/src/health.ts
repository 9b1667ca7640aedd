import { z } from "zod";

/** `GET /health`. A database outage is reported but does not make it fail, since a restart would not help. */
export const health = z.object({
  status: z.enum(["ok", "starting", "draining"]),
  version: z.string(),
  database: z.object({
    kind: z.enum(["embedded", "postgresql"]),
    state: z.enum(["ready", "connecting", "unavailable"]),
  }),
  assistant: z.object({ kind: z.enum(["builtin", "model"]), state: z.enum(["ready", "failing", "unknown"]) }),
});

export type Health = z.infer<typeof health>;
