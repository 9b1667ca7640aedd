import type { TaskCreateInput } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";

/** The non-empty lines of pasted text, without leading bullets, numbers and checkboxes. */
export function pastedLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-*•–—+·]\s+|\d{1,2}[.)]\s+)?(?:\[[ xX✓✔]?\]\s+)?/, "").trim())
    .filter(Boolean);
}

/** A task from a line. A line too long for a title is cut at a word, and complete in the notes. */
export function taskOfLine(line: string, parentId: string | null): TaskCreateInput {
  const parent = parentId ? { parentId } : {};
  if (line.length <= limits.titleLength) return { title: line, ...parent };
  const room = line.slice(0, limits.titleLength - 1);
  const end = room.lastIndexOf(" ");
  const title = `${(end > limits.titleLength / 2 ? room.slice(0, end) : room)
    .toWellFormed()
    .replace(/\uFFFD$/, "")
    .trimEnd()}…`;
  return { title, description: line, ...parent };
}

/** How many lines fit neither the title nor the notes. */
export const tooLong = (lines: readonly string[]): number =>
  lines.filter(({ length }) => length > limits.descriptionLength).length;
