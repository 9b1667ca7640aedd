import { parse } from "csv-parse/sync";

/** One row of a table, and the line of the file it ends on. */
export interface Row {
  line: number;
  cells: string[];
}

/** Whether these are Todoist's column names. */
export const isTodoist = (names: readonly string[]) => names.includes("TYPE") && names.includes("CONTENT");

/** Whether these are TickTick's column names. */
export const isTickTick = (names: readonly string[]) =>
  names.includes("LIST NAME") && names.includes("TITLE");

const separators = [",", ";", "\t"];

/** The separator of a heading: the candidate that occurs most often. */
function separatorOf(heading: string): string {
  const count = (sign: string) => heading.split(sign).length;
  return separators.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

const namesOf = (line: string) =>
  (cellsOf(line, separatorOf(line))?.[0]?.cells ?? []).map((cell) => cell.trim().toUpperCase());

/** Lines above the heading may hold other information about the file. */
const linesBefore = 50;

/** The column names in capitals, from the first line that is a heading; null if there is none. */
export function headingOf(text: string, heading: (names: readonly string[]) => boolean): string[] | null {
  const lines = text.split(/\r\n|\n|\r/, linesBefore);
  return lines.map(namesOf).find(heading) ?? null;
}

/**
 * The rows of a CSV file (RFC 4180), also with semicolons or tabs as separators, or with stray quotation marks.
 * @param heading whether a line is the heading; lines above it are skipped
 * @param mended is called for lines with a quotation mark that is never closed
 * @returns the column names in capitals and the rows below them; null without a heading
 */
export function readTable(
  text: string,
  heading: (names: readonly string[]) => boolean,
  mended: (line: number, written: string) => void,
): { names: string[]; rows: Row[] } | null {
  const lines = text.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.slice(0, linesBefore).entries()) {
    const names = namesOf(line);
    if (!heading(names)) continue;
    const delimiter = separatorOf(line);
    const below = lines.slice(index + 1).join("\n");
    const rows =
      cellsOf(below, delimiter) ??
      lineByLine(below, delimiter, (at, written) => mended(at + index + 1, written));
    return { names, rows: rows.map(({ line: at, cells }) => ({ line: at + index + 1, cells })) };
  }
  return null;
}

function cellsOf(text: string, delimiter: string): Row[] | null {
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch {
    return null;
  }
}

/**
 * For a file with a quotation mark that is never closed: parses each line separately, and ignores the mark in that
 * line.
 */
function lineByLine(text: string, delimiter: string, mended: (line: number, written: string) => void): Row[] {
  return text.split("\n").flatMap((line, index): Row[] => {
    if (line.trim() === "") return [];
    const cells = cellsOf(line, delimiter)?.[0]?.cells;
    if (!cells) mended(index + 1, line);
    return [{ line: index + 1, cells: cells ?? line.split(delimiter) }];
  });
}

/** Patterns for the values of some columns, by column name. */
export type Shapes = Readonly<Record<string, RegExp>>;

/**
 * Repairs a row with unquoted commas in its text: the text takes as many cells as it needs for the other columns to
 * match their patterns. A well-formed row stays as it is, and no cell is dropped.
 * @param text index of the column with free text
 * @param shapes patterns that recognise the other columns
 */
export function mendRow(
  cells: readonly string[],
  names: readonly string[],
  text: number,
  shapes: Shapes,
): { cells: string[]; mended: boolean } {
  const over = cells.length - names.length;
  const isCut = goesOn.test(cells[text + 1] ?? "");
  if (over <= 0 && !isCut) return { cells: [...cells], mended: false };
  const blank = cells.findIndex((cell, index) => index > text && cell.trim() === "");
  const most = Math.max(over, (blank < 0 ? cells.length : blank) - text - 1);
  const ways = Array.from({ length: most + 1 }, (_, taken) => {
    const words = cells.slice(text, text + taken + 1).join(",");
    return { taken, cells: [...cells.slice(0, text), words, ...cells.slice(text + taken + 1)] };
  }).filter((way) => way.cells.slice(names.length).every((cell) => cell.trim() === ""));
  const score = (way: { taken: number; cells: string[] }) =>
    4 * fitOf(way.cells, names, shapes) +
    (way.taken === over ? 2 : 0) -
    (goesOn.test(way.cells[text + 1] ?? "") ? 3 : 0);
  const best = ways.reduce((a, b) => (score(b) > score(a) ? b : a));
  return { cells: best.cells.slice(0, names.length), mended: best.taken > 0 };
}

/** Within a sentence, a comma is followed by a space. */
const goesOn = /^\s+\S/;

/** The number of columns whose value matches its pattern; one that does not match counts heavily against the row. */
function fitOf(cells: readonly string[], names: readonly string[], shapes: Shapes): number {
  return names.reduce((sum, name, index) => {
    const cell = cells[index]?.trim();
    const shape = shapes[name];
    return !cell || !shape ? sum : sum + (shape.test(cell) ? 1 : -10);
  }, 0);
}
