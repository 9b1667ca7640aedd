import { readFileSync } from "node:fs";

/** One expected act of an annotated message, in the format of the test sets' README. */
export interface Wanted {
  act: string;
  title?: string;
  target?: string;
  means?: string[];
  due?: string | string[];
  repeat?: string | string[];
  remind?: string | string[];
  priority?: string;
  labels?: string[];
  list?: string;
  assignee?: string;
  notes?: string;
  set?: Record<string, string | string[] | null>;
  what?: string;
  field?: string;
  to?: string | string[] | null;
  value?: "yes" | "no" | string[];
  name?: string;
  with?: string;
  count?: boolean;
  done?: boolean;
}

/** One annotated message. */
export interface Row {
  lang: string;
  text: string;
  does: Wanted[];
  form?: string;
  tasks?: string[];
  before?: { user: string; bot: string; shown?: string[] };
  ask?: boolean;
  /** The file it comes from, one per writer. */
  writer: string;
}

export function readRows(file: string): Row[] {
  const writer = file.replace(/^.*\//, "").replace(/\.jsonl$/, "");
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => ({ ...(JSON.parse(line) as Row), writer }));
}
