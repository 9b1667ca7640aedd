import type { LocalModelServer, ModelCheck } from "@todo-chatbot/contracts";
import {
  modelCheckStateWords,
  modelCheckSubjectWords,
  modelsFoundWords,
} from "@todo-chatbot/contracts/model-check-words";

/** A check as lines for a terminal. */
export function checkText({ endpoint, model, sent, rows, found }: ModelCheck): string {
  const head = endpoint === null ? "The built-in assistant answers." : `${model} at ${endpoint}`;
  const lines = rows.flatMap(({ subject, state, finding, advice }) => [
    `  ${modelCheckSubjectWords[subject].padEnd(16)}${modelCheckStateWords[state].padEnd(17)}${finding}`,
    ...(advice === null ? [] : [`${" ".repeat(35)}→ ${advice}`]),
  ]);
  return [head, sent, ...(lines.length > 0 ? ["", ...lines] : []), ...found.flatMap(foundLines)].join("\n");
}

function foundLines({ name, baseUrl, models }: LocalModelServer): string[] {
  const set = `OPENAI_BASE_URL=${baseUrl} OPENAI_MODEL=${models[0] ?? "…"}`;
  return ["", `${name} runs on this machine. ${modelsFoundWords(models)} To use it: ${set}`];
}
