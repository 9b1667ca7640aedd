/**
 * Page performance: what it loads, its size, and how long a tick and a key press take with 500 and 10,000 tasks, beside
 * the sign-in page of the same build. `npm run page -w @todo-chatbot/bench`.
 */
import { build } from "../../../scripts/build.ts";
import { table } from "../eval/table.ts";
import { longest, nodes, open, spread, tick, type, watched } from "./figures.ts";
import { audit } from "./lighthouse.ts";
import { setStage } from "./stage.ts";

/** How much slower an older phone is than a desktop computer; Lighthouse uses the same factor. */
const slowed = 4;
const ticks = 10;
const audits = 3;
const words = "water the plants";

await build();
const stage = await setStage();
try {
  const few = await stage.person(500);
  const many = await stage.person(10_000);
  console.log(`Everything but the audits with the processor ${slowed} times slower.\n`);

  const rows: string[][] = [];
  const entry = await open(stage, null, "desktop", slowed);
  const limit = spread(await type(entry, "Email", words));
  rows.push([
    "sign-in",
    kilobytes(entry.scriptBytes),
    String(await nodes(entry)),
    "",
    "",
    "",
    ms(limit),
    load(await watched(entry)),
  ]);
  await entry.close();
  for (const [name, person] of [
    ["500 tasks", few],
    ["10,000 tasks", many],
  ] as const) {
    const page = await open(stage, person, "desktop", slowed);
    const loading = load(await watched(page));
    const count = String(await nodes(page));
    const bytes = kilobytes(page.scriptBytes);
    const { answers, rendered } = await tick(page, ticks);
    const painted = spread(answers.map(({ paintMs }) => paintMs));
    const shown = spread(answers.map(({ shownMs }) => shownMs));
    const message = spread(await type(page, "Message", words));
    const find = spread(await type(page, "Find tasks", words));
    rows.push([
      name,
      bytes,
      count,
      String(spread(rendered).p50),
      ms(painted),
      ms(shown),
      `${ms(message)}, ${ms(find)}`,
      loading,
    ]);
    await page.close();
  }
  console.log(
    table(
      [
        "p50 / worst",
        "script, gzip",
        "nodes",
        "rendered a tick",
        "tick to paint",
        "tick to shown",
        "key to paint",
        "long tasks while loading",
      ],
      rows,
    ),
  );

  const scores: string[][] = [];
  for (const [name, person] of [
    ["sign-in", null],
    ["500 tasks", few],
  ] as const) {
    const url = `${stage.url}${person ? "/" : "/sign-in"}`;
    const found = await audit(url, person, stage.debuggingPort, audits);
    scores.push([
      name,
      String(found.score),
      `${(found.largestPaintMs / 1000).toFixed(1)} s`,
      `${Math.round(found.blockingMs)} ms`,
      `${(found.firstPaintMs / 1000).toFixed(1)} s`,
      found.shift.toFixed(3),
    ]);
  }
  console.log(
    `\n${table([`Lighthouse, mobile, median of ${audits}`, "score", "largest paint", "blocking time", "first paint", "shift"], scores)}`,
  );
} finally {
  await stage.end();
}

function ms({ p50, worst }: { p50: number; worst: number }): string {
  return `${Math.round(p50)} / ${Math.round(worst)} ms`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function load(seen: Parameters<typeof longest>[0]): string {
  const { ms, count } = longest(seen);
  return `${count}, longest ${Math.round(ms)} ms`;
}
