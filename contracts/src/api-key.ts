import { z } from "zod";

/** What an API key may do: `write` includes `read`; `transfer` is the export of everything, and import. */
export const apiKeyScope = z.enum(["read", "write", "transfer"]);

/** An API key without its secret. */
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to recognise it by. */
  start: z.string().nullable(),
  scopes: z.array(apiKeyScope),
  createdAt: z.iso.datetime(),
  /** null: it never expires. */
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});

export type ApiKeyScope = z.infer<typeof apiKeyScope>;
export type ApiKey = z.infer<typeof apiKey>;
