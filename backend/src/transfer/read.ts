import { ValidationError } from "../http/errors.ts";
import type { Draft, Reader } from "./draft.ts";
import { readICalendar } from "./icalendar.ts";
import { readOwn } from "./own.ts";
import { readTodoist } from "./todoist.ts";
import { readTodoTxt } from "./todotxt.ts";

/**
 * Reads a file of any kind we know.
 * @param contentType as its request has it
 * @throws {ValidationError | LimitError}
 */
export function readFile(contentType: string, content: string, reader: Reader): Draft {
  if (content === "") throw new ValidationError([{ path: "", message: "is empty: send a file" }]);
  if (/^text\/csv/i.test(contentType)) return readTodoist(content, reader);
  if (/^text\/calendar/i.test(contentType)) return readICalendar(content, reader);
  if (/^text\/plain/i.test(contentType)) return readTodoTxt(content, reader);
  return readOwn(parseJson(content), reader);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new ValidationError([{ path: "", message: "is not JSON" }], { cause });
  }
}
