/** The built product, accounts with a given number of tasks, and a browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "../../../e2e/support/chromium.ts";
import { type Person, signUp } from "../../../e2e/support/person.ts";
import { freePort, startBackend, startFrontend } from "../../../e2e/support/stack.ts";
import { watching } from "./watching.ts";

const perRequest = 100;
const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

export type Device = keyof typeof sizes;

/** A page, and its DevTools session. */
export interface Looked {
  page: Page;
  devtools: CDPSession;
  close: () => Promise<void>;
}

export interface Stage {
  url: string;
  /** The browser's remote debugging address. */
  debuggingPort: number;
  /** A new person with this many open tasks, every fifth a subtask of the one before it. */
  person: (tasks: number) => Promise<Person>;
  /** An empty tab of theirs, or without a session. `slowed`: CPU throttling factor. */
  look: (person: Person | null, device: Device, slowed: number) => Promise<Looked>;
  end: () => Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-page-"));
  const backend = await startBackend({ DATA_DIR: folder, REQUESTS_PER_MINUTE: "100000" });
  const frontend = await startFrontend(backend.url);
  const debuggingPort = await freePort();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumFlags, `--remote-debugging-port=${debuggingPort}`],
  });
  return {
    url: frontend.url,
    debuggingPort,
    async person(tasks) {
      const person = await signUp(frontend.url);
      for (let from = 0; from < tasks; from += perRequest)
        await addTasks(person, from, Math.min(perRequest, tasks - from));
      return person;
    },
    look: (person, device, slowed) => look(browser, frontend.url, person, device, slowed),
    async end() {
      await browser.close();
      await frontend.stop();
      await backend.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addTasks(person: Person, from: number, count: number): Promise<void> {
  const operations = Array.from({ length: count }, (_, k) => ({ type: "create", task: taskOf(from + k) }));
  const answer = await person.send("POST", "/api/v1/tasks/batch", { operations });
  if (!answer.ok) throw new Error(`The tasks were not made: ${await answer.text()}`);
}

/** The n-th task of anybody: some are late, some are for today, most come later or have no date. */
function taskOf(n: number): object {
  const day = new Date(Date.now() + ((n % 60) - 5) * 86_400_000).toISOString().slice(0, 10);
  return {
    title: `Task ${n}: ${["call the plumber", "write to Ana", "water the plants", "read the report"][n % 4]}`,
    ...(n % 3 !== 0 && {
      due: n % 2 ? { date: day } : { date: day, time: "09:30", timeZone: "Europe/Berlin" },
    }),
    ...(n % 7 === 0 && { priority: 2 }),
    ...(n % 4 === 0 && { labels: ["home"] }),
    ...(n % 5 === 0 && { project: ["Work", "Garden", "Journey"][n % 3] }),
    ...(n % 9 === 0 && { description: "Ask for two offers first." }),
  };
}

async function look(
  browser: Browser,
  url: string,
  person: Person | null,
  device: Device,
  slowed: number,
): Promise<Looked> {
  const context: BrowserContext = await browser.newContext({
    viewport: sizes[device],
    baseURL: url,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  });
  if (person)
    await context.addCookies(
      person.cookie.split("; ").map((pair) => {
        const [name = "", value = ""] = pair.split(/=(.*)/s);
        return { name, value, url };
      }),
    );
  await context.addInitScript(watching);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  return { page, devtools, close: () => context.close() };
}
