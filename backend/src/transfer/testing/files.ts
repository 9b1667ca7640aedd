import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { ImportedTask } from "../../tasks/changes/import.ts";
import { readFile } from "../read.ts";

const types: Record<string, string> = { ".ics": "text/calendar", ".csv": "text/csv", ".txt": "text/plain" };
export const reader = { timeZone: "Europe/Berlin", now: new Date("2030-12-01T09:00:00Z") };

/** The content type for a file name. */
export const typeOf = (name: string): string => types[path.extname(name)] ?? "application/json";

/** Reads a file of a folder in the format given by its name. */
export const readFrom = (folder: string, name: string) =>
  readFile(typeOf(name), readFileSync(path.join(import.meta.dirname, "..", folder, name)), reader);

/** A task with its fields on one level, and the title of its parent. */
export function flat(task: ImportedTask, all: readonly ImportedTask[]) {
  const { fields, parent, completedAt, createdAt } = task;
  return { ...fields, completedAt, createdAt, parent: parent === null ? null : all[parent]?.fields.title };
}

export const at = (date: string, time: string, timeZone = "Europe/Berlin") => ({ date, time, timeZone });
export const rule = (rule: string, more: object = {}) => expect.objectContaining({ rule, ...more });
