import { parse } from "csv-parse/sync";

/** One row of a table, and the line of the file it ends on. */
export interface Row {
  line: number;
  cells: string[];
}

/** Whether the names of columns are Todoist's. */
export const isTodoist = (names: readonly string[]) => names.includes("TYPE") && names.includes("CONTENT");

/** Whether the names of columns are TickTick's. */
export const isTickTick = (names: readonly string[]) =>
  names.includes("LIST NAME") && names.includes("TITLE");

const separators = [",", ";", "\t"];

/** The sign that divides the cells of a heading: the one it has most of. */
function separatorOf(heading: string): string {
  const count = (sign: string) => heading.split(sign).length;
  return separators.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

const namesOf = (line: string) =>
  (cellsOf(line, separatorOf(line))?.[0]?.cells ?? []).map((cell) => cell.trim().toUpperCase());

/** The first lines of a file may say something about it before the one that names the columns. */
const linesBefore = 50;

/** The names of the columns in capitals, from the first line that is a heading; null without one. */
export function headingOf(text: string, heading: (names: readonly string[]) => boolean): string[] | null {
  const lines = text.split(/\r\n|\n|\r/, linesBefore);
  return lines.map(namesOf).find(heading) ?? null;
}

/**
 * The rows of a CSV file (RFC 4180), also divided by semicolons or tabs, or with stray quotation marks.
 * @param heading whether a line is the one that names the columns; lines before it are left out
 * @param mended is told lines with a quotation mark that is never closed
 * @returns the names of the columns in capitals and the rows below them; null without a heading
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

/** For a file with a quotation mark that is never closed: each line by itself, that one without regard to the mark. */
function lineByLine(text: string, delimiter: string, mended: (line: number, written: string) => void): Row[] {
  return text.split("\n").flatMap((line, index): Row[] => {
    if (line.trim() === "") return [];
    const cells = cellsOf(line, delimiter)?.[0]?.cells;
    if (!cells) mended(index + 1, line);
    return [{ line: index + 1, cells: cells ?? line.split(delimiter) }];
  });
}

/** What the values of some columns look like, by the names of the columns. */
export type Shapes = Readonly<Record<string, RegExp>>;

/**
 * A row in which commas of its text were not quoted, put together again: the text takes as many cells as leave the
 * others what their columns ask for. A row that is well-formed stays as it is, and no cell is dropped.
 * @param text index of the column that holds free text
 * @param shapes what tells the columns of a row that is cut rightly
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

/** After a comma of a sentence stands a blank. */
const goesOn = /^\s+\S/;

/** How many columns have a value of their shape; one that has another counts against the row. */
function fitOf(cells: readonly string[], names: readonly string[], shapes: Shapes): number {
  return names.reduce((sum, name, index) => {
    const cell = cells[index]?.trim();
    const shape = shapes[name];
    return !cell || !shape ? sum : sum + (shape.test(cell) ? 1 : -10);
  }, 0);
}
