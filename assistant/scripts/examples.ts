/** Writes docs/assistant.md from `examples-list.ts`; `--check` fails when the file is not what would be written. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { renderGrammar } from "./grammar.ts";

const file = path.resolve(import.meta.dirname, "../../docs/assistant.md");
const text = renderGrammar();
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    console.error("docs/assistant.md is out of date: npm run -s examples -w @todo-chatbot/assistant");
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
