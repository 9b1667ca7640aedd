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

/** Words of a model about its own call: they change nothing. */
const aside = new Set(["explanation", "reason", "reasoning", "thought", "thoughts", "comment", "type"]);

/** Arguments that are lists, whatever a model sends in their place. */
const lists = new Set(["tasks", "changes", "ids", "labels"]);

/**
 * Mends what language models commonly get wrong in a call's arguments: JSON that is not quite JSON, encoded twice or in
 * a fence; a list or a number as a string; one object where a list is asked for; a date as a bare string; other names
 * for a field. A field of unknown meaning is left, and so refused. Answers null when the call still does not fit.
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

/** The words for days that stand in a call's arguments, for somebody to read them who can. */
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
  // Twice: gateways encode what was encoded.
  for (let depth = 0; depth < 3 && typeof value === "string"; depth++) value = looseJson(value);
  if (Array.isArray(value)) value = value.length === 1 && isRecord(value[0]) ? value[0] : { tasks: value };
  return isRecord(value) ? value : null;
}

/** JSON as models write it: in a fence, with single quotes, with text behind it. What was cut off is not completed. */
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
      // The next way.
    }
  }
  return null;
}

/** The objects and lists that stand in a text one after the other, each as it is written. */
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
  /** What words for a day mean. */
  dues: ReadonlyMap<string, unknown>;
  /** Of a change: nulls mean "clear" there. */
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
  // An open task is what a new one is.
  if (!place.isPatch && "title" in mended && /^(?:open|todo|pending)$/iu.test(String(mended.status)))
    delete mended.status;
  const timed = typeof mended.date === "string" && typeof mended.time === "string";
  return timed && !("timeZone" in mended) ? { ...mended, timeZone: place.timeZone } : mended;
}

/** A task with the day and the hour that stand beside its title or id as its due date. */
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
    // Of a list of tasks `due` is a word.
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
