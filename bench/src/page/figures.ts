/** What is measured of one page. Times are in ms of the page's own clock. */
import { gzipSync } from "node:zlib";
import type { Person } from "../../../e2e/support/person.ts";
import type { Device, Looked, Stage } from "./stage.ts";
import type { Watched } from "./watching.ts";

const settleMs = 1_500;
const box = "section[aria-label=Tasks] input[type=checkbox]";

/** Time until an input was painted, until its effect was visible, and the longest task of the main thread after it. */
export interface Answered {
  paintMs: number;
  shownMs: number;
  /** 0 where none was longer than 50 ms. */
  workMs: number;
}

export interface Spread {
  p50: number;
  worst: number;
}

export const spread = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 };
};

/** Opens the app, or the sign-in page without an account, and waits until loading is done. */
export async function open(stage: Stage, person: Person | null, device: Device, slowed: number) {
  const looked = await stage.look(person, device, slowed);
  const scripts: Promise<[path: string, bytes: number]>[] = [];
  looked.page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(
        response.body().then((body) => [new URL(response.url()).pathname, gzipSync(body).byteLength]),
      );
  });
  await looked.page.goto(person ? "/" : "/sign-in", { waitUntil: "load" });
  if (person) await looked.page.getByRole("textbox", { name: "Message" }).waitFor();
  await quiet(looked);
  /** The gzipped size of each loaded script. */
  return { ...looked, scripts: new Map(await Promise.all(scripts)) };
}

/** Waits until nothing more has been loaded for a while. */
async function quiet({ page }: Looked): Promise<void> {
  let known = -1;
  for (let now = await count(); now !== known; now = await count()) {
    known = now;
    await page.waitForTimeout(settleMs);
  }
  function count(): Promise<number> {
    return page.evaluate<number>("performance.getEntriesByType('resource').length");
  }
}

/** Total size of scripts; if `among` is given, only of those it contains. */
export function weight(scripts: ReadonlyMap<string, number>, among = scripts): number {
  return [...scripts].reduce((sum, [path, bytes]) => sum + (among.has(path) ? bytes : 0), 0);
}

export const nodes = ({ page }: Looked): Promise<number> =>
  page.evaluate<number>("document.querySelectorAll('*').length");

export async function watched({ page }: Looked): Promise<Watched> {
  return page.evaluate<Watched>("watched");
}

/** The longest task of the main thread, and how many were longer than 50 ms. */
export function longest({ tasks }: Watched): { ms: number; count: number } {
  return { ms: Math.max(0, ...tasks.map(({ duration }) => duration)), count: tasks.length };
}

export async function forget({ page }: Looked): Promise<void> {
  await page.evaluate("Object.assign(watched, { inputs: [], tasks: [], rendered: 0, commits: 0 })");
}

/** Completes tasks one after another, each once the page is idle again. */
export async function tick(
  looked: Looked,
  times: number,
): Promise<{ answers: Answered[]; rendered: number[] }> {
  const answers: Answered[] = [];
  const rendered: number[] = [];
  for (let n = 0; n < times; n++) {
    const target = looked.page.locator(box).nth(3);
    const area = await target.boundingBox();
    if (!area) throw new Error("There is no task to tick off.");
    await forget(looked);
    // Shown: the clicked box is ticked, or its row has gone, and that was painted.
    await looked.page.evaluate(`new Promise((ready) => {
      window.shown = new Promise((done) => {
        document.addEventListener("click", ({ target, timeStamp }) => {
          const look = () => target.isConnected && !target.checked
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp)));
          requestAnimationFrame(look);
        }, { once: true, capture: true });
      });
      ready();
    })`);
    await looked.page.mouse.click(area.x + area.width / 2, area.y + area.height / 2);
    const shownMs = await looked.page.evaluate<number>("window.shown");
    await looked.page.waitForTimeout(settleMs);
    const now = await watched(looked);
    answers.push({ paintMs: slowest(now), shownMs, workMs: longest(now).ms });
    rendered.push(now.rendered);
  }
  return { answers, rendered };
}

/** Types into a field, a key at a time. @returns for each key the time until the next paint */
export async function type(looked: Looked, field: string, words: string): Promise<number[]> {
  await looked.page.getByRole(field === "Find tasks" ? "searchbox" : "textbox", { name: field }).click();
  await looked.page.waitForTimeout(settleMs);
  const times: number[] = [];
  for (const key of words) {
    await forget(looked);
    await looked.page.keyboard.type(key);
    await looked.page.waitForTimeout(250);
    times.push(slowest(await watched(looked)));
  }
  return times;
}

/** The browser reports inputs that took 16 ms or more. */
function slowest({ inputs }: Watched): number {
  return Math.max(16, ...inputs.map(({ duration }) => duration));
}
