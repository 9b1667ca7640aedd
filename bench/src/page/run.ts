/**
 * Page performance: what it loads, its size, and how long a tick and a key press take with 500 and 10,000 tasks, compared with
 * the sign-in page of the same build or the shorter list. `npm run page -w @todo-chatbot/bench`, with `--no-lighthouse`
 * where npx cannot fetch it.
 */
import { parseArgs } from "node:util";
import type { Person } from "../../../e2e/support/person.ts";
import { build } from "../../../scripts/build.ts";
import { table } from "../eval/table.ts";
import { longest, nodes, open, spread, tick, type, watched, weight } from "./figures.ts";
import { audit } from "./lighthouse.ts";
import { type Stage, setStage } from "./stage.ts";

/** How much slower an older phone is than a desktop computer; Lighthouse uses the same factor. */
const slowed = 4;
const ticks = 10;
const audits = 3;
const words = "water the plants";

/** A figure, what it is compared with, and its target. */
type Line = [figure: string, found: number, unit: string, besides: string, beside: number, reach: string];

const { values: options } = parseArgs({
  options: { lighthouse: { type: "boolean", default: true } },
  allowNegative: true,
});

await build();
const stage = await setStage();
try {
  const few = await stage.person(500);
  const many = await stage.person(10_000);
  const lines = await pages(stage, few, many);
  if (options.lighthouse) lines.push(...(await lighthouse(stage, few)));
  console.log(table(["figure", "found", "beside", "ratio", "reach"], lines.map(row)));
  console.log(`All times except Lighthouse's with the CPU throttled ${slowed} times; medians.`);
} finally {
  await stage.end();
}

async function pages(stage: Stage, few: Person, many: Person): Promise<Line[]> {
  const entry = await open(stage, null, "desktop", slowed);
  const entryKey = spread(await type(entry, "Email", words)).p50;
  const entryWork = longest(await watched(entry)).ms;
  await entry.close();

  const short = await measure(stage, few);
  const long = await measure(stage, many);
  const everywhere = weight(entry.scripts, short.scripts);
  return [
    [
      "script loaded first",
      weight(short.scripts) / 1000,
      "kB",
      "what every page loads",
      everywhere / 1000,
      "≤ 170 kB",
    ],
    [
      "script of the sign-in page",
      weight(entry.scripts) / 1000,
      "kB",
      "what every page loads",
      everywhere / 1000,
      "",
    ],
    ["elements, 10,000 tasks", long.nodes, "", "500 tasks", short.nodes, "≤ 1.1"],
    ["components rendered by a tick, 10,000 tasks", long.rendered, "", "500 tasks", short.rendered, "≤ 1.1"],
    ["tick to paint, 500 tasks", short.shown, "ms", "a key on the sign-in page", entryKey, "≤ 100 ms"],
    ["tick to paint, 10,000 tasks", long.shown, "ms", "500 tasks", short.shown, "≤ 100 ms"],
    [
      "key in the message box, 500 tasks",
      short.message,
      "ms",
      "a key on the sign-in page",
      entryKey,
      "≤ 50 ms",
    ],
    ["key in the message box, 10,000 tasks", long.message, "ms", "500 tasks", short.message, "≤ 50 ms"],
    ["key in the search field, 10,000 tasks", long.find, "ms", "500 tasks", short.find, "≤ 50 ms"],
    ["longest work after a tick, 10,000 tasks", long.work, "ms", "500 tasks", short.work, "≤ 50 ms"],
    ["longest work of loading, 10,000 tasks", long.loading, "ms", "the sign-in page", entryWork, "≤ 50 ms"],
  ];
}

async function measure(stage: Stage, person: Person) {
  const page = await open(stage, person, "desktop", slowed);
  const loading = longest(await watched(page)).ms;
  const count = await nodes(page);
  const { answers, rendered } = await tick(page, ticks);
  const found = {
    scripts: page.scripts,
    nodes: count,
    loading,
    rendered: spread(rendered).p50,
    shown: spread(answers.map(({ shownMs }) => shownMs)).p50,
    work: spread(answers.map(({ workMs }) => workMs)).p50,
    message: spread(await type(page, "Message", words)).p50,
    find: spread(await type(page, "Find tasks", words)).p50,
  };
  await page.close();
  return found;
}

async function lighthouse(stage: Stage, person: Person): Promise<Line[]> {
  const entry = await audit(`${stage.url}/sign-in`, null, stage.debuggingPort, audits);
  const app = await audit(`${stage.url}/`, person, stage.debuggingPort, audits);
  const beside = "the sign-in page";
  return [
    ["Lighthouse, mobile, 500 tasks: score", app.score, "", beside, entry.score, "≥ 95"],
    ["… largest paint", app.largestPaintMs, "ms", beside, entry.largestPaintMs, "≤ 2000 ms"],
    ["… blocking time", app.blockingMs, "ms", beside, entry.blockingMs, "≤ 150 ms"],
    ["… first paint", app.firstPaintMs, "ms", beside, entry.firstPaintMs, ""],
    ["… shift", app.shift, "", beside, entry.shift, ""],
  ];
}

function row([figure, found, unit, besides, beside, reach]: Line): string[] {
  const shown = (value: number) => `${+value.toFixed(value < 1 ? 3 : value < 300 ? 1 : 0)} ${unit}`.trim();
  const ratio = beside === 0 ? "" : (found / beside).toFixed(2);
  return [figure, shown(found), `${besides} ${shown(beside)}`, ratio, reach];
}
