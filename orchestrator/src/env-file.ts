import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { Problem } from "./errors.ts";

/**
 * Reads a file of NAME=value lines as data: nothing in it is executed or expanded. Quotes, `export`, comments, Windows
 * line ends and a UTF-8 byte-order mark are supported. A missing file yields nothing.
 * @throws Problem `env_unreadable` for another encoding, or if it is not a file
 */
export function readEnvFile(path: string, name: string): Record<string, string> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return {};
    if (code === "EISDIR")
      throw unreadable(
        `${name} is a folder`,
        "Docker makes one where a file to mount is missing: remove it.",
      );
    if (code === "EACCES") throw unreadable(`${name} may not be read`, `chmod u+r ${name}`);
    throw error;
  }
  // UTF-16 with any ASCII letter contains a zero byte; a UTF-8 text file does not.
  if (bytes.includes(0)) throw unreadable(`${name} is not UTF-8`, "Save it as UTF-8 in your editor.");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(`${name} is not UTF-8`, "Save it as UTF-8 in your editor.");
  }
  const read = parseEnv(text) as Record<string, string>;
  const cut = cutValues(text, read);
  if (cut.length)
    throw unreadable(
      `${name} has a # in the middle of ${cut.join(", ")}, where some programs begin a comment`,
      "Put the value in quotes, or a space before the # of a comment.",
    );
  return read;
}

/** Names whose unquoted value contains a #, which cuts it off: not everything that was written would be read. */
function cutValues(text: string, read: Record<string, string>): string[] {
  const lines = text.matchAll(
    /^[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_]\w*)[^\S\n]*=[^\S\n]*([^\s'"`#][^\n#]*)#/gm,
  );
  return [...lines].flatMap(([, key = "", value = ""]) =>
    /\S$/.test(value) && read[key] === value.trim() ? [key] : [],
  );
}

function unreadable(what: string, remedy: string): Problem {
  return new Problem("env_unreadable", `${what}, so no setting in it was read.`, remedy);
}
