import { ValidationError } from "../errors.ts";
import { decodeText } from "./bytes.ts";
import { headingOf, isTickTick, isTodoist } from "./csv.ts";
import type { Draft, Reader } from "./draft.ts";
import { isTooDeep } from "./json/nesting.ts";
import { noteOf } from "./notes.ts";
import { filesOf, isZip } from "./zip.ts";

/** Each reader is loaded on demand, because a thread reads only one file. */
const readers = {
  iCalendar: () => import("./icalendar/read.ts"),
  google: () => import("./json/google.ts"),
  microsoft: () => import("./json/microsoft.ts"),
  vikunja: () => import("./json/vikunja.ts"),
  own: () => import("./own.ts"),
  tickTick: () => import("./ticktick.ts"),
  todoist: () => import("./todoist.ts"),
  todoTxt: () => import("./todotxt.ts"),
};

/**
 * Reads a file in any supported format and reports what cannot be imported. The content determines the format; the
 * content type only decides if the content is ambiguous.
 * @param contentType as in the request
 * @throws {ValidationError | LimitError}
 */
export async function readFile(contentType: string, bytes: Uint8Array, reader: Reader): Promise<Draft> {
  const draft = await readBytes(contentType, bytes, reader);
  if (draft.unread.size > 0) {
    const names = [...draft.unread].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
    draft.notes.push(noteOf({ line: 1, title: null }, "fields_unread", names.sort().join(", ")));
  }
  return draft;
}

async function readBytes(contentType: string, bytes: Uint8Array, reader: Reader): Promise<Draft> {
  if (bytes.length === 0) throw invalid("is empty: send a file");
  if (isZip(bytes)) return readArchive(bytes, reader);
  const start = Buffer.from(bytes.subarray(0, 4096)).toString("latin1").replaceAll("\u0000", "");
  if (/^text\/calendar/i.test(contentType) || /^\W*BEGIN\s*:\s*V(CALENDAR|TODO)/i.test(start)) {
    return (await readers.iCalendar()).readICalendar(bytes, reader);
  }
  const { text, guessed } = decodeText(bytes, /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? null);
  const draft = await readText(contentType, text, reader);
  if (guessed) draft.notes.unshift(noteOf({ line: 1, title: null }, "encoding_guessed", guessed));
  return draft;
}

async function readText(contentType: string, text: string, reader: Reader): Promise<Draft> {
  if (headingOf(text, isTodoist))
    return (await readers.todoist()).readTodoist([{ text, project: null }], reader);
  if (headingOf(text, isTickTick)) return (await readers.tickTick()).readTickTick(text, reader);
  if (/^text\/csv/i.test(contentType))
    throw invalid("is not a CSV file of Todoist or TickTick: their columns are missing");
  if (/^text\/plain/i.test(contentType) && !/^\s*[{[]\s*["{]/.test(text)) {
    return (await readers.todoTxt()).readTodoTxt(text, reader);
  }
  return readJson(contentType, text, reader);
}

async function readJson(contentType: string, text: string, reader: Reader): Promise<Draft> {
  if (isTooDeep(text)) throw invalid("is nested too deeply to be a list of tasks");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    if (/^text\/plain/i.test(contentType)) return (await readers.todoTxt()).readTodoTxt(text, reader);
    throw invalid("is not JSON", cause);
  }
  const [google, vikunja, microsoft] = await Promise.all([
    readers.google(),
    readers.vikunja(),
    readers.microsoft(),
  ]);
  if (google.isGoogleTasks(content)) return google.readGoogleTasks(content, reader);
  if (vikunja.isVikunja(content)) return vikunja.readVikunja(content, reader);
  if (microsoft.isMicrosoftToDo(content)) return microsoft.readMicrosoftToDo(content, reader);
  return (await readers.own()).readOwn(content, reader);
}

/** Archives: `data.json` of Vikunja, `Tasks.json` of Google's Takeout, or a Todoist backup with one CSV per project. */
async function readArchive(bytes: Uint8Array, reader: Reader): Promise<Draft> {
  const files = filesOf(bytes, /(^|\/)(data\.json|Tasks\.json|[^/]+\.(csv|ics))$/i);
  const json = files.find(({ name }) => /(^|\/)(data|Tasks)\.json$/i.test(name));
  if (json) return readJson("application/json", decodeText(json.bytes).text, reader);
  const tables = files
    .filter(({ name }) => /\.csv$/i.test(name))
    .map((file) => ({ text: decodeText(file.bytes).text, project: projectOf(file.name) }));
  const todoist = tables.filter(({ text }) => headingOf(text, isTodoist));
  if (todoist.length > 0) return (await readers.todoist()).readTodoist(todoist, reader);
  const [other] = tables.filter(({ text }) => headingOf(text, isTickTick));
  if (other) return (await readers.tickTick()).readTickTick(other.text, reader);
  const [calendar] = files.filter(({ name }) => /\.ics$/i.test(name));
  if (calendar) return (await readers.iCalendar()).readICalendar(calendar.bytes, reader);
  throw invalid("is an archive without tasks we can read");
}

/** Todoist's backups name each file after its project and the project's id: `Home [2203306141].csv`. */
function projectOf(name: string): string {
  return (name.split("/").at(-1) ?? name).replace(/(\s*\[\w+\])?\.csv$/i, "");
}

function invalid(message: string, cause?: unknown): ValidationError {
  return new ValidationError([{ path: "", message }], { cause });
}
