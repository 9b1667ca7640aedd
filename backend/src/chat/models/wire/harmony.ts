import { toolNamed } from "./tool-name.ts";
import type { WrittenCall } from "./written-calls.ts";

/** A message of the harmony template: https://github.com/openai/harmony */
const message =
  /<\|channel\|>([\s\S]*?)<\|message\|>([\s\S]*?)(?=<\|end\|>|<\|call\|>|<\|return\|>|<\|start\|>|<\|channel\|>|$)/gu;

/** The final text and the calls in a text with template channels; null if it has none. */
export function harmonyOf(
  text: string,
  tools: ReadonlySet<string>,
): { text: string; calls: WrittenCall[] } | null {
  const messages = [...text.matchAll(message)];
  if (messages.length === 0) return null;
  const calls: WrittenCall[] = [];
  let said = "";
  for (const [, channel = "", body = ""] of messages) {
    const to = /to=([\w.]+)/u.exec(channel)?.[1];
    const name = to === undefined ? null : toolNamed(to, tools);
    if (name) calls.push({ name, input: body });
    else if (/^\s*final/u.test(channel)) said += body;
  }
  return { text: said, calls };
}
