import { jsonrepair } from "jsonrepair";
import { isToolName } from "../../tools/registry.ts";
import type { Telling } from "../models/told.ts";
import { parsedInput } from "../models/tool-set.ts";
import { storableText } from "../store/json.ts";
import {
  dueOf,
  dueWords,
  fieldNames,
  labelsOf,
  numberOf,
  recurrenceOf,
  ruleOf,
  timeOf,
  unsaid,
} from "./fields.ts";
import { isRecord, shaped, unwrapped } from "./shape.ts";

/** Keys that would reach a prototype are never data. */
const neverKeys = new Set(["__proto__", "constructor", "prototype"]);

/** A model's remarks about its own call, which are ignored. */
const aside = new Set(["explanation", "reason", "reasoning", "thought", "thoughts", "comment", "type"]);

/** Arguments that are lists, even if a model sends something else. */
const lists = new Set(["tasks", "changes", "ids", "labels"]);

/**
 * Repairs common mistakes of language models in a call's arguments: almost-JSON, doubly encoded or in a code
 * fence; a list or a number as a string; one object instead of a list; a date as a plain string; other names
 * for a field. Unknown fields stay, and are therefore refused. Returns null if the call is still invalid.
 */
export function repairArguments(
  name: string,
  text: string,
  { timeZone, handles }: Telling,
  dues: ReadonlyMap<string, unknown> = new Map(),
): string | null {
  if (!isToolName(name)) return null;
  const parsed = parse(text);
  if (parsed === null) return null;
  const given = unwrapped(parsed);
  for (const value of [given, shaped(name, given)]) {
    const mended = mend(value, { timeZone, dues, isPatch: false });
    if (parsedInput(name, mended, handles).success) return JSON.stringify(mended);
  }
  return null;
}

/** Dates in words in a call's arguments, to be parsed by the built-in assistant. */
export function dueWordsIn(text: string): string[] {
  const words = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    if (!isRecord(value)) return;
    for (const [key, field] of Object.entries(value)) {
      const said = ["due", "start"].includes(fieldNames[key] ?? key) ? dueWords(field) : null;
      if (said !== null) words.add(said);
      look(typeof field === "string" && /^\s*[[{]/u.test(field) ? looseJson(field) : field);
    }
    const own = "due" in value ? null : dueWords(value);
    if (own !== null) words.add(own);
  };
  look(parse(text));
  return [...words];
}

function parse(text: string): Record<string, unknown> | null {
  let value: unknown = text.trim() === "" ? {} : text;
  // Twice, since gateways may encode it again.
  for (let depth = 0; depth < 3 && typeof value === "string"; depth++) value = looseJson(value);
  if (Array.isArray(value)) value = value.length === 1 && isRecord(value[0]) ? value[0] : { tasks: value };
  return isRecord(value) ? value : null;
}

/** JSON as models write it: in a code fence, with single quotes, followed by text. Truncated JSON is not completed. */
function looseJson(text: string): unknown {
  const body = /```(?:json)?\s*([\s\S]*?)```/u.exec(text)?.[1] ?? text;
  const [whole] = jsonValues(body);
  const ways = [
    () => JSON.parse(body),
    () => JSON.parse(whole as string),
    () => JSON.parse(jsonrepair(whole as string)),
  ];
  for (const way of whole === undefined ? ways.slice(0, 1) : ways) {
    try {
      return way();
    } catch {
      // Try the next way.
    }
  }
  return null;
}

/** The consecutive objects and lists in a text, unparsed. */
export function jsonValues(text: string): string[] {
  const values: string[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"' && depth > 0) inString = true;
    else if (char === "{" || char === "[") {
      if (depth++ === 0) start = at;
    } else if ((char === "}" || char === "]") && depth > 0 && --depth === 0)
      values.push(text.slice(start, at + 1));
  }
  return values;
}

interface Place {
  timeZone: string;
  /** Parses a date in words. */
  dues: ReadonlyMap<string, unknown>;
  /** For a change, where null means "clear". */
  isPatch: boolean;
}

function mend(value: unknown, place: Place): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map((item) => mend(item, place));
  if (!isRecord(value)) return value;
  const mended: Record<string, unknown> = {};
  for (const [given, field] of Object.entries(withDue(value))) {
    if (neverKeys.has(given)) continue;
    const key = fieldNames[given] ?? given;
    const isPatch = place.isPatch || key === "changes";
    const inner = mendField(key, unsaid(field) ? null : field, { ...place, isPatch });
    const isDropped = (inner === null && !isPatch) || inner === "" || aside.has(key);
    if (!isDropped && !(key in mended && inner === null)) mended[key] = inner;
  }
  // A new task is always open.
  if (!place.isPatch && "title" in mended && /^(?:open|todo|pending)$/iu.test(String(mended.status)))
    delete mended.status;
  const timed = typeof mended.date === "string" && typeof mended.time === "string";
  return timed && !("timeZone" in mended) ? { ...mended, timeZone: place.timeZone } : mended;
}

/** Moves a day and time given next to the title or id into the due date. */
function withDue(task: Record<string, unknown>): Record<string, unknown> {
  const { date, time, timeZone, ...rest } = task;
  const isTask = Object.keys(rest).some((key) => ["title", "id"].includes(fieldNames[key] ?? key));
  if (typeof date !== "string" || !isTask || "due" in rest) return task;
  return {
    ...rest,
    due: { date, ...(time !== undefined && { time }), ...(timeZone !== undefined && { timeZone }) },
  };
}

function mendField(key: string, field: unknown, place: Place): unknown {
  if (key === "priority" || key === "limit" || key === "parentIndex") return numberOf(key, field);
  if (key === "due" && field !== null) {
    const words = dueWords(field);
    const due = (words !== null && place.dues.get(words)) || dueOf(field, place.timeZone);
    // When listing tasks, `due` is a keyword.
    return typeof due === "string" ? due : mend(due, place);
  }
  if (key === "time") return timeOf(field);
  if (key === "rule" && typeof field === "string") return ruleOf(field) ?? field;
  if (key === "recurrence" && typeof field === "string") return recurrenceOf(field);
  if (key === "labels" && field !== null) return mend(labelsOf(field), place);
  if (!lists.has(key) || field === null) return mend(field, place);
  const unpacked = typeof field === "string" && /^\s*[[{]/u.test(field) ? (looseJson(field) ?? field) : field;
  const items = Array.isArray(unpacked) ? unpacked : [unpacked];
  return items.map((item) =>
    mend(key === "tasks" && typeof item === "string" ? { title: item } : item, place),
  );
}
