import { z } from "zod";

/** What was checked, in the order of the table. */
export const modelCheckSubject = z.enum([
  "reachable",
  "model",
  "tools",
  "stream",
  "refusal",
  "reasoning",
  "context",
  "firstWord",
]);

/** One line of what a check of the language model found. */
export const modelCheckRow = z.object({
  subject: modelCheckSubject,
  /** `unknown`: not reported, or could not be tried. */
  state: z.enum(["ok", "warning", "failed", "unknown"]),
  /** In words for a person. Never the endpoint's own: they may repeat the key. */
  finding: z.string(),
  /** What to change; null if nothing. */
  advice: z.string().nullable(),
});

/** A server for language models that was found on the server's own machine. */
export const localModelServer = z.object({
  name: z.enum(["Ollama", "LM Studio"]),
  baseUrl: z.string(),
  models: z.array(z.string()),
});

/** `POST /api/v1/model/check`: how the configured endpoint behaves. */
export const modelCheck = z.object({
  /** The host of the endpoint; null when the built-in assistant answers. */
  endpoint: z.string().nullable(),
  model: z.string().nullable(),
  /** One line: what is sent where when people chat. */
  sent: z.string(),
  rows: z.array(modelCheckRow),
  /** Those not already in use. */
  found: z.array(localModelServer),
});

export type ModelCheck = z.infer<typeof modelCheck>;
export type ModelCheckRow = z.infer<typeof modelCheckRow>;
export type ModelCheckSubject = z.infer<typeof modelCheckSubject>;
export type LocalModelServer = z.infer<typeof localModelServer>;
