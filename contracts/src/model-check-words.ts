import type { ModelCheckRow, ModelCheckSubject } from "./model-check.ts";

/** What a check of the language model covers, for the page and the terminal. */
export const modelCheckSubjectWords: Record<ModelCheckSubject, string> = {
  reachable: "Reachable",
  model: "Model known",
  tools: "Tools work",
  stream: "Streams",
  refusal: "Leaves alone",
  reasoning: "Reasoning",
  context: "Context length",
  firstWord: "First word",
};

export const modelCheckStateWords: Record<ModelCheckRow["state"], string> = {
  ok: "Good",
  warning: "Could be better",
  failed: "To change",
  unknown: "Not known",
};

/** Which models a server on the machine has. */
export function modelsFoundWords(models: readonly string[]): string {
  return models.length > 0 ? `It has ${models.join(", ")}.` : "It has no model yet.";
}
