import { stripVTControlCharacters } from "node:util";
import type { Fault, Form } from "./agent.ts";

export type Extracted = { ok: true; text: string } | { ok: false; fault: Fault };

const fail = (kind: Fault["kind"], message: string): Extracted => ({ ok: false, fault: { kind, message } });
const END = "\n";

/** Removes the common indentation of all lines. */
export function dedent(lines: readonly string[]): string[] {
  const margins = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins, Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Number.isFinite(margin) ? margin : 0));
}

/** Removes colours, cursor movements and trailing padding. */
export const plain = (text: string) =>
  stripVTControlCharacters(text)
    .split(/\r?\n/)
    .map((line) => line.trimEnd());

/**
 * The last complete fenced block, preferably in `language`; an open fence at the end means that the answer was cut off.
 */
function fence(text: string, language: string): Extracted {
  const blocks: { language: string; body: string[]; closed: boolean }[] = [];
  let open: { fence: string; block: (typeof blocks)[number] } | undefined;
  for (const line of plain(text)) {
    const match = /^\s*(`{3,}|~{3,})\s*([\w.+-]*)\s*$/.exec(line);
    if (open) {
      const closing = match?.[1]?.startsWith(open.fence) && match[2] === "";
      if (closing) {
        open.block.closed = true;
        open = undefined;
      } else open.block.body.push(line);
    } else if (match) {
      const block = { language: (match[2] ?? "").toLowerCase(), body: [], closed: false };
      blocks.push(block);
      open = { fence: match[1] ?? "```", block };
    }
  }
  const complete = blocks.filter((block) => block.closed && block.body.some((line) => line.trim()));
  const best = complete.findLast((block) => block.language === language) ?? complete.at(-1);
  if (open && !complete.some((block) => block.language === language))
    return fail("truncated", "the answer ends in the middle of its fenced block");
  if (!best) return fail("no-block", "the answer has no fenced block");
  return { ok: true, text: dedent(best.body).join("\n").trim() + END };
}

/**
 * Rejoins wrapped lines: a renderer continues them to the left of the BEGIN line's column, where no line of the block
 * can start. It wraps at spaces.
 */
function unwrap(lines: readonly string[], begin: string): string[] {
  const margin = begin.length - begin.trimStart().length;
  const out: string[] = [];
  for (const line of lines) {
    const indent = line.length - line.trimStart().length;
    const last = out.at(-1);
    if (line.trim() && indent < margin && last !== undefined) out[out.length - 1] = `${last} ${line.trim()}`;
    else out.push(line);
  }
  return out;
}

/** The text between `# BEGIN name` and `# END name`, regardless of indentation and fences. */
function sentinel(text: string, name: string): Extracted {
  const lines = plain(text);
  const is = (word: string) => (line: string) =>
    line.replace(/[*_`]/g, "").trim() === `# ${word} ${name}`.replace(/[*_`]/g, "");
  const end = lines.findLastIndex(is("END"));
  const begin = lines.slice(0, end < 0 ? undefined : end).findLastIndex(is("BEGIN"));
  if (begin < 0) return fail("no-block", `the answer has no line "# BEGIN ${name}"`);
  if (end < 0) return fail("truncated", `the answer has no line "# END ${name}"`);
  const inner = unwrap(lines.slice(begin + 1, end), lines[begin] ?? "");
  const body = dedent(inner.filter((line) => !/^\s*(`{3,}|~{3,})[\w-]*$/.test(line)));
  const content = body.join("\n").trim();
  return content ? { ok: true, text: content + END } : fail("empty", "nothing stands between BEGIN and END");
}

/** Extracts the answer from an agent's output. */
export function extract(text: string, form: Form): Extracted {
  if (!plain(text).join("").trim()) return fail("empty", "it said nothing");
  if (form.kind === "fence") return fence(text, form.language);
  if (form.kind === "sentinel") return sentinel(text, form.name);
  return { ok: true, text: plain(text).join("\n").trim() + END };
}
