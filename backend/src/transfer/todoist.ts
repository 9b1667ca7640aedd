import type { Due, Priority } from "@todo-chatbot/contracts";
import { parse } from "csv-parse/sync";
import { ValidationError } from "../http/errors.ts";
import { createDraft, type Draft, type Reader } from "./draft.ts";

interface Row {
  info: { lines: number };
  record: Record<string, string>;
}

/**
 * Todoist's CSV: TYPE (task, section, note), CONTENT, DESCRIPTION, PRIORITY (1 highest to 4), INDENT (1 is the
 * top), DATE. Sections become projects, notes descriptions, `@word` in a content a label. Of dates only
 * `YYYY-MM-DD`, with a time or not, mean the same to everyone; others are kept in the description and told.
 * See Todoist's help, "How to format your CSV file".
 * @throws {ValidationError} when it is no such file.
 */
export function readTodoist(content: string, reader: Reader): Draft {
  const rows = rowsOf(content);
  const { draft, add, fault } = createDraft(reader);
  let project: string | null = null;
  /** The last task of each level. */
  const levels: string[] = [];
  let last: { description: string } | null = null;

  rows.forEach(({ info, record }, index) => {
    const line = info.lines;
    const text = (record.CONTENT ?? "").trim();
    switch ((record.TYPE ?? "").trim().toLowerCase()) {
      case "section":
        project = text || null;
        break;
      case "note":
        if (last && text) last.description = last.description ? `${last.description}\n${text}` : text;
        if (last && last.description.length > 2000) {
          last.description = last.description.slice(0, 2000).toWellFormed();
          fault(line, "The notes are longer than a description may be and were cut.");
        }
        break;
      case "task": {
        const level = Math.max(1, Number.parseInt(record.INDENT ?? "1", 10) || 1);
        const { title, labels } = withoutLabels(text);
        const { due, unknown } = dueOf(record.DATE ?? "", reader.timeZone);
        if (unknown) fault(line, `The date “${unknown}” is not understood; it was put into the description.`);
        const key = String(index);
        levels.length = Math.min(levels.length, level - 1);
        const parentKey = levels.at(-1) ?? null;
        const description = [record.DESCRIPTION?.trim(), unknown].filter(Boolean).join("\n");
        last = add(line, {
          title,
          description,
          labels,
          project,
          due,
          priority: priorityOf(record.PRIORITY),
          key,
          parentKey,
        });
        if (last) levels.push(key);
        break;
      }
      case "":
      case "meta":
        break;
      default:
        fault(line, `The type “${record.TYPE}” is not known.`);
    }
  });
  return draft;
}

function rowsOf(content: string): Row[] {
  let rows: Row[];
  try {
    rows = parse(content, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toUpperCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Row[];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "it cannot be read";
    throw new ValidationError([{ path: "", message: `is not a CSV file: ${why}` }], { cause });
  }
  const [first] = rows;
  if (first && !("TYPE" in first.record && "CONTENT" in first.record)) {
    throw new ValidationError([
      { path: "", message: "is not a Todoist file: the columns TYPE and CONTENT are missing" },
    ]);
  }
  return rows;
}

function withoutLabels(content: string) {
  const labels: string[] = [];
  const title = content.replaceAll(/(^|\s)@([\p{L}\p{N}_-]+)/gu, (_match, _space, label: string) => {
    labels.push(label);
    return "";
  });
  return { title: title.trim(), labels };
}

function priorityOf(text: string | undefined): Priority {
  const number = Number(text);
  return number === 1 || number === 2 || number === 3 ? number : 4;
}

function dueOf(text: string, timeZone: string): { due: Due | null; unknown: string | null } {
  const written = text.trim();
  if (!written) return { due: null, unknown: null };
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?)?$/.exec(written) ?? [];
  if (!date || Number.isNaN(Date.parse(date))) return { due: null, unknown: written };
  return { due: time ? { date, time, timeZone } : { date }, unknown: null };
}
