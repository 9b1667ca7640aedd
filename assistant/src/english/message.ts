import { limits } from "@todo-chatbot/contracts";
import { hasWords, toDraft } from "../parse/draft.ts";
import { type Item, toItems, toLine } from "../parse/items.ts";
import { reach } from "../parse/resolve.ts";
import { type Command, type Draft, mark, type State, sourceOf } from "../parse/state.ts";
import { added } from "./add.ts";
import { readSentence, settleParts } from "./clause.ts";
import { sentences, startsStrong } from "./clauses.ts";

/** Sentences a story has; a list of commands is rarely so long without one of them starting like a command. */
const STORY = { sentences: 4, words: 60 };

/** A line with more words than this is no request; looking for one in it would only be slow. */
const LONGEST = 450;

const tooMuch = (why: string): Command => ({
  type: "say",
  intent: "none",
  text: `${why}, so nothing has changed. Say it in parts, please.`,
});

/** Everything an English message asks for, in order. */
export function readMessage(state: State): Command[] {
  const lines = splitLines(state);
  if (lines.length > limits.batchSize) return [tooMuch(`That is more than ${limits.batchSize} lines`)];
  if (lines.some((line) => line.to - line.from > LONGEST))
    return [tooMuch("That is very long for one request")];
  if (lines.length > 1) {
    const pasted = readLines(lines, state);
    if (pasted) return pasted;
  }
  const { from, to } = span(lines);
  const [line] = lines;
  if (lines.length === 1 && line && isTicked(line, state)) return ticked(line, state);
  return readText(from, to, state);
}

interface LineRange {
  from: number;
  to: number;
  indent: number;
}

function span(lines: readonly LineRange[]): { from: number; to: number } {
  return { from: lines[0]?.from ?? 0, to: lines.at(-1)?.to ?? 0 };
}

function splitLines(state: State): LineRange[] {
  const lines: LineRange[] = [];
  let from = 0;
  const end = state.tokens.length;
  for (let k = 0; k <= end; k++) {
    if (k < end && state.tokens[k]?.kind !== "line") continue;
    const first = state.tokens[from];
    if (k > from && first) {
      const lineStart = state.text.lastIndexOf("\n", first.start - 1) + 1;
      const indent = state.text.slice(lineStart, first.start).replace(/\t/g, "    ").length;
      lines.push({ from, to: k, indent });
    }
    from = k + 1;
  }
  return lines;
}

/** Takes "Note: …" or "// …" off the end, and reads what stands before it. */
function readText(from: number, to: number, state: State): Command[] {
  const note = noteAt(from, to, state);
  const items = toItems(state.tokens, from, note ? note.from : to, state.grammar, state.clock);
  const parts = sentences(items, state);
  if (isStory(parts, items))
    return [
      { type: "say", intent: "small_talk", text: "Thanks for telling me. Nothing on your list has changed." },
    ];
  const commands: Command[] = [];
  const bareOnly = parts.length > 1;
  for (const part of parts) {
    const goesOn = !bareOnly || /^(?:oh ,? ?)?(?:and|plus|also)\b/.test(toLine(part).text);
    const afterAdd = commands.at(-1)?.type === "add" && goesOn;
    for (const command of readSentence(part, state, { afterAdd, prefix: "" })) commands.push(command);
  }
  const out = tidy(commands);
  if (note) attach(note, out, state);
  return out;
}

/** Beside real commands, small talk and remarks are left unanswered; a refusal is not. */
function tidy(commands: readonly Command[]): Command[] {
  const refused = commands.find((command) => command.type === "say" && command.intent === "none");
  const real = commands.filter((command) => command.type !== "say" && command.type !== "offer");
  if (refused && real.every((command) => command.type === "add")) return [refused];
  return real.length > 0
    ? settleParts(commands).filter(
        (command) => command.type !== "say" || real.length === 0 || command.intent === "out_of_scope",
      )
    : commands.slice(0, 1);
}

function isStory(parts: readonly Item[][], items: readonly Item[]): boolean {
  if (parts.length < STORY.sentences || items.length < STORY.words)
    return items.length > 220 && parts.length > 1;
  return !parts.slice(0, 1).some((part) => startsStrong(part)) && !parts.every((part) => startsStrong(part));
}

interface Note {
  from: number;
  text: string;
}

/** Where the notes of a task begin: "note: …", "with the note …", "// …" after something else. */
function noteAt(from: number, to: number, state: State): Note | null {
  const { tokens } = state;
  for (let k = from + 1; k < to; k++) {
    const token = tokens[k];
    if (!token) break;
    let start = 0;
    let at = k;
    if (token.text === "/" && tokens[k + 1]?.text === "/" && tokens[k + 1]?.start === token.end)
      start = k + 2;
    else if (
      token.kind === "word" &&
      /^(?:notes?|description|details|desc)$/.test(token.key) &&
      tokens[k + 1]?.text === ":"
    ) {
      if (
        /^(?:a|the|my|add|new|another|to|make|take|leave)$/.test(tokens[k - 1]?.key ?? "") &&
        tokens[k - 2]?.key !== "with"
      )
        continue;
      start = k + 2;
    } else if (
      token.key === "with" &&
      /^(?:note|notes|description)$/.test(
        tokens[k + (/^(?:a|the)$/.test(tokens[k + 1]?.key ?? "") ? 2 : 1)]?.key ?? "",
      )
    ) {
      start = k + (/^(?:a|the)$/.test(tokens[k + 1]?.key ?? "") ? 3 : 2);
      while (/^(?:that|saying|says|reading|:|of)$/.test(tokens[start]?.key ?? "")) start += 1;
    }
    if (start === 0 || start >= to) continue;
    while (at > from + 1 && /^(?:[.,;:(–—-]|and|with|a|the)$/.test(tokens[at - 1]?.key ?? "")) at -= 1;
    const text = sourceOf(state, start, to)
      .trim()
      .replace(/^["“']|["”']$/g, "")
      .replace(/\)$/, "");
    if (text === "") return null;
    mark(state, "notes", start, to);
    return { from: at, text: text.slice(0, limits.descriptionLength) };
  }
  return null;
}

function attach(note: Note, commands: Command[], state: State): void {
  const last = commands.findLast((command) => command.type === "add");
  if (last?.type === "add") {
    const draft = last.drafts.at(-1);
    if (draft) draft.task.description = note.text;
    return;
  }
  const target = commands.findLast((command) => "target" in command);
  if (target && "target" in target && target.type !== "delete") {
    commands.push({
      type: "update",
      target: target.target,
      edit: { notes: { text: note.text, mode: "append" } },
    });
    return;
  }
  const ask = commands.findLast((command) => command.type === "askTitle");
  if (ask?.type === "askTitle") ask.draft.description = note.text;
  void state;
}

const BULLET = /^(?:[-–—*•◦▪+>‣·○●☐☑✅✓✔]|\[|\d{1,2}[.)])/u;

/** A pasted list: each line a task, indented ones below the one above; a first line that only announces them is dropped. */
function readLines(lines: readonly LineRange[], state: State): Command[] | null {
  const bulleted = lines.filter((line) => bulletEnd(line, state) > line.from).length;
  const header = headerOf(
    lines[0] as LineRange,
    bulletEnd(lines[1] as LineRange, state) > (lines[1] as LineRange).from,
    state,
  );
  const body = header ? lines.slice(1) : lines;
  if (bulleted === 0 && !header && body.some((line) => isCommandLine(line, state))) {
    const commands = lines.flatMap((line) => readText(line.from, line.to, state));
    return tidy(commands);
  }
  if (bulleted === 0 && !header && looksLikeProse(lines, state)) return null;
  const drafts: Draft[] = [];
  let skipped = 0;
  const base = Math.min(...body.map((line) => line.indent));
  for (const line of body) {
    const start = bulletEnd(line, state);
    if (isTicked(line, state)) {
      skipped += 1;
      continue;
    }
    const note = noteAt(start, line.to, state);
    const items = toItems(state.tokens, start, note ? note.from : line.to, state.grammar, state.clock);
    const draft = toDraft([...(header?.common ?? []), ...items], state);
    if (!draft || draft.task.title === "") continue;
    if (note) draft.task.description = note.text;
    if (header?.project) draft.task.project = header.project;
    draft.depth = line.indent - base;
    drafts.push(draft);
  }
  nest(drafts);
  if (drafts.length === 0) return skipped > 0 ? [leftOut(skipped)] : null;
  state.local = { drafts };
  return skipped === 0 ? [{ type: "add", drafts }] : [{ type: "add", drafts }, leftOut(skipped)];
}

/** What is done already is not put on a list of things to do, but it is not passed over in silence either. */
function leftOut(count: number): Command {
  const text =
    count === 1
      ? "One line was ticked off, so I left it out."
      : `${count} lines were ticked off, so I left them out.`;
  return { type: "say", intent: "none", text };
}

/** "[x] milk" by itself: milk is done, where it is on the list. */
function ticked(line: LineRange, state: State): Command[] {
  const items = toItems(state.tokens, bulletEnd(line, state), line.to, state.grammar, state.clock);
  const reached = reach(items, state, "open");
  return reached?.resolution.kind === "found"
    ? [{ type: "complete", target: reached.reference }]
    : [leftOut(1)];
}

/** Gives indented tasks the nearest less indented one above them as parent. */
function nest(drafts: readonly Draft[]): void {
  drafts.forEach((draft, k) => {
    for (let p = k - 1; p >= 0 && (draft.depth ?? 0) > 0; p--) {
      if ((drafts[p]?.depth ?? 0) < (draft.depth ?? 0)) {
        draft.task.parentIndex = p;
        return;
      }
    }
  });
}

function bulletEnd(line: LineRange, state: State): number {
  const text = sourceOf(state, line.from, line.to);
  if (!BULLET.test(text)) return line.from;
  const length =
    /^(?:[-–—*•◦▪+>‣·○●☐☑✅✓✔]+\s*)?(?:\[[ xX✓✔]?\]\s*)?(?:\d{1,2}[.)]\s+)?/u.exec(text)?.[0].length ?? 0;
  const start = (state.tokens[line.from]?.start ?? 0) + length;
  if (length === 0) return line.from;
  const at = state.tokens.findIndex((token, k) => k >= line.from && token.start >= start);
  return at < 0 || at >= line.to ? line.from : at;
}

function isTicked(line: LineRange, state: State): boolean {
  return /^(?:[-*•+]\s*)?(?:\[[xX✓✔]\]|[☑✅✓✔])/u.test(sourceOf(state, line.from, line.to));
}

/** "add these:", "shopping list:", "for saturday:": a first line that ends in a colon or only says to add. */
function headerOf(
  line: LineRange,
  bulletNext: boolean,
  state: State,
): { common: Item[]; project?: string } | null {
  const items = toItems(state.tokens, line.from, line.to, state.grammar, state.clock);
  const text = toLine(items).text;
  const colon = /:$/.test(text);
  const command =
    /^(?:(?:please|pls|can you|could you|hey|ok|so|also|and) )*(?:add|create|put|new|remind me|todo|to do|to-do|tasks?|todos|my list|list|i need(?: to)?|need to|here are|heres|these|the following|shopping|groceries|things|stuff)\b/.test(
      text,
    );
  if (!(colon || (bulletNext && command && items.length <= 8))) return null;
  if (bulletEnd(line, state) > line.from) return null;
  const common = items.filter((item) => /^(?:date|priority|tag)$/.test(item.kind));
  const name = /\b(?:to|for|on)? ?(?:my |the )?((?:[\p{L}-]+ ){1,2}?)list\b/u
    .exec(text)?.[1]
    ?.replace(/\b(?:to do|todo|to-do|task|my|the|this|to|add|these|do)\b/g, " ")
    .trim();
  return { common, ...(name ? { project: name.charAt(0).toUpperCase() + name.slice(1) } : {}) };
}

function isCommandLine(line: LineRange, state: State): boolean {
  return startsStrong(toItems(state.tokens, line.from, line.to, state.grammar, state.clock));
}

function looksLikeProse(lines: readonly LineRange[], state: State): boolean {
  return lines.some((line) => line.to - line.from > 25 || /[.?]$/.test(sourceOf(state, line.from, line.to)));
}

export { added, hasWords };
