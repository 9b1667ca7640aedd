import { MemoryList } from "../src/testing/list.ts";
import type { NewTask } from "../src/types.ts";
import { sections } from "./examples-list.ts";

/** Wednesday 9 September 2026, 11:00 in London. */
const NOW = { now: "2026-09-09T10:00:00Z", timeZone: "Europe/London", locale: "en-GB" };

const TASKS: readonly NewTask[] = [
  { title: "Return the drill", due: { date: "2026-09-07" } },
  {
    title: "Eye test",
    due: { date: "2026-09-09", time: "15:00", timeZone: NOW.timeZone },
    labels: ["health"],
  },
  { title: "Send the quote to Marta", due: { date: "2026-09-09" }, priority: 1, labels: ["work"] },
  { title: "Order compost", due: { date: "2026-09-11" }, labels: ["garden"] },
  { title: "Prune the roses", due: { date: "2026-09-13" }, labels: ["garden"] },
  { title: "Call the school" },
  { title: "Call the insurer" },
];

/** How well writers are read that the weights were not trained on; see `assistant/training/README.md`. */
const figures: readonly string[] = [
  "## How well",
  "",
  "Read on writers that were left out of training, before the last changes to deciding (`npm run evaluate -w",
  "@todo-chatbot/assistant -- en en-life`); these writers are the harder kind. “Asked” are wishes it asks about instead of acting.",
  "",
  "| left out | right | title off | asked | missed | wrong change |",
  "| --- | --- | --- | --- | --- | --- |",
  "| English, single messages (`en-life`) | 71 % | 2 % | 16 % | 4 % | 6 % |",
  "| English, mid-conversation (`en-turns-x`) | 67 % | 0 % | 23 % | 2 % | 8 % |",
  "| Spanish, single messages (`es-b`) | 55 % | 5 % | 30 % | 5 % | 5 % |",
  "| Italian, single messages (`it-d`) | 57 % | 4 % | 28 % | 7 % | 5 % |",
  "",
  "Of 80 conversations of two to five turns by people who had seen nothing of it, scored once, 18 were right in every turn, 55",
  "stopped at a question or an answer that was not the best, and 7 changed something wrongly; the reader before it: 1, 49, 30.",
  "It is not good enough yet: it asks too often about several things at once, exceptions by label or date (“everything tagged",
  "garden”), and indirect reports.",
  "",
];

/** A cell of a table: what would break it escaped, lines parted by a break. */
const cell = (text: string): string => text.replace(/\|/g, "\\|").replace(/\n/g, "<br>");

/** The assistant's grammar as a page: every answer in it is what the assistant says. */
export function renderGrammar(): string {
  const out = [
    "# What the built-in assistant understands",
    "",
    "This page is written by `npm run -s examples -w @todo-chatbot/assistant` from the examples in",
    "`assistant/scripts/examples-list.ts`; each answer is what the assistant really says. A test fails when they differ.",
    "",
    "Nothing here is a pattern: what people say is learned from some 36,000 marked messages (`assistant/training/`), dates, the",
    "tasks that are meant and the title are computed, and what is done is decided by what a mistake would cost. So other",
    "wordings work as well, and any may be asked about.",
    "",
    ...figures,
    "The examples are said on Wednesday 9 September 2026 at 11:00 in London, to this list:",
    "",
    ...TASKS.map(
      (task) =>
        `- ${task.title}${task.due ? `, ${task.due.date}${"time" in task.due ? ` ${task.due.time}` : ""}` : ""}${(task.labels ?? []).map((label) => ` #${label}`).join("")}`,
    ),
    "",
  ];
  for (const section of sections) {
    out.push(`## ${section.title}`, "", ...section.text, "", "| you say | the assistant |", "| --- | --- |");
    for (const example of section.examples) {
      const list = new MemoryList({ ...NOW, tasks: TASKS });
      for (const said of example) {
        const { reply } = list.say(said);
        out.push(`| ${example.indexOf(said) > 0 ? "… " : ""}${cell(said)} | ${cell(reply.text)} |`);
      }
    }
    out.push("");
  }
  return `${out.join("\n").trimEnd()}\n`;
}
