import type { LocalModelServer, ModelCheck, ModelCheckRow, ModelCheckSubject } from "@todo-chatbot/contracts";

const subjects: Record<ModelCheckSubject, string> = {
  reachable: "Reachable",
  model: "Model known",
  tools: "Tools work",
  stream: "Streams",
  refusal: "Leaves alone",
  reasoning: "Reasoning",
  context: "Context length",
  firstWord: "First word",
};

const states: Record<ModelCheckRow["state"], string> = {
  ok: "ok",
  warning: "could be better",
  failed: "change this",
  unknown: "–",
};

/** A check as lines for a terminal. */
export function checkText({ endpoint, model, sent, rows, found }: ModelCheck): string {
  const head = endpoint === null ? "The built-in assistant answers." : `${model} at ${endpoint}`;
  const lines = rows.flatMap(({ subject, state, finding, advice }) => [
    `  ${subjects[subject].padEnd(16)}${states[state].padEnd(17)}${finding}`,
    ...(advice === null ? [] : [`${" ".repeat(35)}→ ${advice}`]),
  ]);
  return [head, sent, ...(lines.length > 0 ? ["", ...lines] : []), ...found.flatMap(foundLines)].join("\n");
}

function foundLines({ name, baseUrl, models }: LocalModelServer): string[] {
  const set = `OPENAI_BASE_URL=${baseUrl} OPENAI_MODEL=${models[0] ?? "…"}`;
  const has = models.length > 0 ? `has ${models.join(", ")}` : "has no model yet";
  return ["", `${name} runs on this machine and ${has}. To use it: ${set}`];
}
