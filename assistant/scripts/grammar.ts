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
  "of them. “Asked” are wishes it asks about instead of acting. `make eval` prints the same for other divisions, kind by kind.",
  "",
  "| left out | right | title off | asked | missed | wrong change |",
  "| --- | --- | --- | --- | --- | --- |",
  "| English, single messages (`en-basics`) | 79 % | 3 % | 9 % | 5 % | 4 % |",
  "| English, single messages (`en-life`) | 69 % | 3 % | 19 % | 4 % | 5 % |",
  "| English, as spoken (`en-spoken`) | 46 % | 4 % | 33 % | 7 % | 10 % |",
  "| English, mid-conversation (`en-turns-x`) | 68 % | 1 % | 26 % | 2 % | 4 % |",
  "| Spanish, single messages (`es-d`) | 69 % | 3 % | 20 % | 5 % | 3 % |",
  "| Spanish, mid-conversation (`es-turns-x`) | 67 % | 0 % | 25 % | 1 % | 7 % |",
  "| French, single messages (`fr-d`) | 62 % | 4 % | 23 % | 7 % | 5 % |",
  "| French, mid-conversation (`fr-turns-x`) | 65 % | 1 % | 27 % | 3 % | 6 % |",
  "",
  "The rows of English were measured before each language learned from the others, those of the others a few hundred messages",
  "earlier than what ships, asking below a confidence of 0.65. Of 80 conversations of two to six turns by",
  "somebody who had seen nothing of it (`training/conversations/round4`, whose failures nobody has looked at), 11 are right",
  "in every turn; up to the first fault of each, 62 % of the turns are right and 6 % change something wrongly, the rest",
  "stop at a question or an answer that is not the best. It is not good enough yet: it asks too often about several things",
  "at once and about reports that share no word with their task, a title can be cut short, and “an hour earlier” can become",
  "a reminder.",
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
