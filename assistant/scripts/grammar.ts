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
  "Each writer is read by weights that were trained on other writers, not on this one; what ships has seen all",
  "of the first table. “Asked” are wishes it asks about instead of acting. `make eval` prints the same for other divisions, kind by kind.",
  "",
  "| left out | right | title off | asked | missed | wrong change |",
  "| --- | --- | --- | --- | --- | --- |",
  "| English, single messages (`en-basics`) | 71 % | 12 % | 13 % | 2 % | 1 % |",
  "| English, single messages (`en-life`) | 67 % | 2 % | 24 % | 4 % | 3 % |",
  "| English, as spoken (`en-spoken`) | 48 % | 2 % | 42 % | 6 % | 2 % |",
  "| English, mid-conversation (`en-turns-x`) | 68 % | 0 % | 24 % | 2 % | 5 % |",
  "| Spanish, single messages (`es-d`) | 67 % | 3 % | 19 % | 7 % | 4 % |",
  "| Spanish, mid-conversation (`es-turns-x`) | 66 % | 0 % | 25 % | 3 % | 5 % |",
  "| French, single messages (`fr-d`) | 62 % | 4 % | 24 % | 7 % | 4 % |",
  "| French, mid-conversation (`fr-turns-x`) | 63 % | 1 % | 27 % | 4 % | 5 % |",
  "| German, single messages (`de-d`) | 58 % | 2 % | 29 % | 8 % | 3 % |",
  "| German, mid-conversation (`de-turns-x`) | 63 % | 0 % | 28 % | 5 % | 4 % |",
  "| Italian, single messages (`it-d`) | 68 % | 3 % | 17 % | 9 % | 4 % |",
  "| Italian, mid-conversation (`it-turns-x`) | 65 % | 0 % | 26 % | 2 % | 6 % |",
  "",
  "Every row is of weights trained like those that ship, on the same messages but for the writers of its language in this",
  "table, who are left out in all languages, asking below a confidence of 0.65.",
  "",
  "Messages that were written after these weights were made are read by the weights that ship",
  "(`npm run evaluate -w @todo-chatbot/assistant -- --shipped en en-p en-turns-p`), asking below a confidence of 0.65:",
  "",
  "| not trained on | right | title off | asked | missed | wrong change |",
  "| --- | --- | --- | --- | --- | --- |",
  "| English, single messages (`en-p`) | 56 % | 3 % | 28 % | 10 % | 2 % |",
  "| English, mid-conversation (`en-turns-p`) | 55 % | 1 % | 34 % | 6 % | 5 % |",
  "| Spanish, single messages (`es-p`) | 67 % | 3 % | 19 % | 6 % | 5 % |",
  "| Spanish, mid-conversation (`es-turns-p`) | 59 % | 1 % | 30 % | 5 % | 6 % |",
  "| French, single messages (`fr-p`) | 61 % | 1 % | 27 % | 8 % | 4 % |",
  "| French, mid-conversation (`fr-turns-p`) | 57 % | 1 % | 32 % | 7 % | 4 % |",
  "| German, single messages (`de-p`) | 57 % | 3 % | 30 % | 6 % | 3 % |",
  "| German, mid-conversation (`de-turns-p`) | 50 % | 0 % | 39 % | 3 % | 7 % |",
  "| Italian, single messages (`it-p`) | 66 % | 2 % | 22 % | 6 % | 4 % |",
  "| Italian, mid-conversation (`it-turns-p`) | 59 % | 1 % | 30 % | 4 % | 6 % |",
  "",
  "Conversations of two to six turns, 80 a round, by people who had seen nothing of it (`training/conversations`), each",
  "until its first fault; their messages were not trained",
  "on, but their faults have been looked at and mended by kind since, so that only a new round tells:",
  "",
  "| round | right in every turn | turns right | turns that change something wrongly |",
  "| --- | --- | --- | --- |",
  "| 1 | 52 of 80 | 88 % | 3.6 % |",
  "| 2 | 35 of 80 | 78 % | 5.4 % |",
  "| 3 | 16 of 80 | 62 % | 7.7 % |",
  "| 4 (11 of 80, 62 % and 5.6 % before anybody had looked) | 17 of 80 | 69 % | 2.5 % |",
  "| 5 (32 of 80, 76 % and 10.6 % before anybody had looked) | 39 of 80 | 80 % | 5.8 % |",
  "",
  "It is not good enough yet: it takes reports that share no word with their task for talk, asks about changes that are told",
  "as news (“the hairdresser can only do ten”), and asks about several acts of different kinds in one message.",
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
    "Nothing here is a pattern: what people say is learned from some 46,000 marked messages (`assistant/training/`), dates, the",
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
