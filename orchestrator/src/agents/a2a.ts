import { z } from "zod";
import type { Fault, Question } from "./agent.ts";
import { extract } from "./extract.ts";
import { faultInWords } from "./faults.ts";

const part = z.looseObject({ text: z.string().optional() });
const task = z.looseObject({
  status: z.looseObject({
    state: z.string(),
    message: z.looseObject({ parts: z.array(part).default([]) }).optional(),
  }),
  artifacts: z.array(z.looseObject({ parts: z.array(part).default([]) })).default([]),
});

/** Text that occurs twice (in the status and in an artifact) counts once. */
const words = (parts: readonly { text?: string | undefined }[]) =>
  [...new Set(parts.flatMap(({ text }) => (text ? [text] : [])))].join("\n");

/** Normalises the name of a state: "completed", "TASK_STATE_COMPLETED" and "Completed" are the same. */
const stateOf = (state: string) =>
  state
    .toLowerCase()
    .replace(/^task_state_/, "")
    .replaceAll("_", "-");

/**
 * Reads an A2A task as returned by kagent. Only a completed one counts; a failed one has its error in the answer's
 * place.
 */
export function readTask(value: unknown, question: Question): { text: string } | Fault {
  const parsed = task.safeParse(value);
  if (!parsed.success) return { kind: "failed", message: "kagent's answer has an unknown form" };
  const { status, artifacts } = parsed.data;
  const said = words(status.message?.parts ?? []);
  const state = stateOf(status.state);
  if (state === "input-required" || state === "auth-required")
    return { kind: "asks-user", message: "the agent asks a question, and nobody is there to answer" };
  if (state === "working" || state === "submitted")
    return { kind: "empty", message: "the task came back unfinished, without an answer" };
  if (state !== "completed") {
    const known = faultInWords(said);
    if (known) return known;
    if (/tool/i.test(said))
      return { kind: "unknown-tool", message: `the task ${state}: ${said.slice(0, 160)}` };
    return { kind: "failed", message: `the task ${state}${said ? `: ${said.slice(0, 160)}` : ""}` };
  }
  const extracted = extract(words(artifacts.flatMap(({ parts }) => parts)) || said, question.form);
  return extracted.ok ? { text: extracted.text } : extracted.fault;
}
