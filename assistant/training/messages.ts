import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { Row } from "./rows.ts";

/** Messages to learn from, and messages that no weights have been trained on. */
const folders = {
  seen: path.join(import.meta.dirname, "messages"),
  unseen: path.join(import.meta.dirname, "unseen"),
};

/** A writer's name without the language: some wrote the same conversations in several languages. */
const nameOf = (writer: string): string => writer.replace(/^[a-z]{2}-?/, "");

/** Whether a writer is one of these, in any language. */
export function isOneOf(writers: Iterable<string>): (one: { writer: string }) => boolean {
  const names = new Set(Array.from(writers, nameOf));
  return ({ writer }) => names.has(nameOf(writer));
}

/** All annotated messages of a language: `LANGUAGE*.jsonl` and `.jsonl.gz` in a folder, one file per writer. */
export function messagesOf(language: string, which: keyof typeof folders = "seen"): Row[] {
  const folder = folders[which];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[a-z]{2}\b.*\.jsonl(\.gz)?$/.test(name) && name.startsWith(language))
    .sort()
    .flatMap((name) => {
      const bytes = readFileSync(path.join(folder, name));
      const text = name.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8");
      const writer = name.replace(/\.jsonl(\.gz)?$/, "");
      return text
        .split("\n")
        .filter((line) => line.trim())
        .map((line) => ({ ...(JSON.parse(line) as Row), writer }));
    });
}
