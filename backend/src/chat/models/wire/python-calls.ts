import { toolNamed } from "./tool-name.ts";
import type { WrittenCall } from "./written-calls.ts";

/**
 * Calls in Python syntax, alone or in a list: `[add_task(tasks=[{"title": "Tea"}])]`, Llama's format. Null if
 * the text is anything else.
 */
export function pythonCalls(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const body = text.trim().replace(/^\[([\s\S]*)\]$/u, "$1");
  const parts = split(body, /[,;\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const calls = parts.map((part) => {
    const [, called = "", given = ""] = /^([\w.]+)\(([\s\S]*)\)$/u.exec(part) ?? [];
    const name = called && toolNamed(called, tools);
    return name ? { name, input: argumentsOf(given) } : null;
  });
  return calls.length > 0 && calls.every((call) => call !== null) ? calls : null;
}

/** `a=1, b="c"` as an object; an unnamed argument is the list the tool works on. JSON is repaired later. */
function argumentsOf(given: string): string {
  const fields = split(given, /,/u)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, key, value = ""] = /^\s*(\w+)\s*=\s*([\s\S]*)$/u.exec(part) ?? [null, "tasks", part];
      return `"${key}": ${value.trim()}`;
    });
  return `{${fields.join(", ")}}`;
}

/** Splits at a separator outside brackets and quotes. */
function split(text: string, at: RegExp): string[] {
  const parts = [""];
  let depth = 0;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string;
    if (quote !== "") {
      if (char === "\\") {
        parts.push(`${parts.pop()}${char}${text[++index] ?? ""}`);
        continue;
      }
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (depth === 0 && at.test(char)) {
      parts.push("");
      continue;
    }
    parts.push(`${parts.pop()}${char}`);
  }
  return parts;
}
