import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { test as base, expect, newPerson, say, signUp } from "./fixtures.ts";

const file = fileURLToPath(new URL("../../../shared/tools/models/quirks.mjs", import.meta.url));
const key = "sk-test-51b0e7c3f8";
const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

const test = base.extend<object, { quirks: { url: string } }>({
  quirks: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const { startQuirks } = (await import(file)) as {
        startQuirks(port: number): Promise<{ server: Server; port: number }>;
      };
      const { server, port } = await startQuirks(0);
      await use({ url: `http://127.0.0.1:${port}` });
      server.closeAllConnections();
      server.close();
    },
    { scope: "worker" },
  ],
  settings: [
    ({ quirks }, use) =>
      use({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `${quirks.url}/v1`, OPENAI_MODEL: "fake" }),
    { scope: "worker" },
  ],
});

/** The worst model behaviours, and what a person must see of them, live and after a reload. */
const worst: Record<string, { reads: RegExp; adds?: true }> = {
  "delete-all": { reads: /Delete these 7 tasks\?/ },
  "delete-parent": { reads: /Delete these 3 tasks\?/ },
  "rename-all": { reads: /Change these 7 tasks\?/ },
  "undo-last": { reads: /Take it back\?/ },
  "claims-done": { reads: /Nothing on your list changed\./ },
  "invent-ids": { reads: /Not done[\s\S]*Nothing on your list changed\./ },
  "name-unknown-beside": { reads: /Not done[\s\S]*“web_search”/, adds: true },
  "think-unopened": { reads: /nothing to do/i },
  "call-as-tags": { reads: /It is on your list\./, adds: true },
  "words-endless": { reads: /The answer was cut here/ },
  "error-in-stream": { reads: /takes no more requests/, adds: true },
  markdown: { reads: /\*\*Bold\*\*/ },
};

async function add(page: Page, title: string, parentId: string | null = null): Promise<string> {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request.post("/api/v1/tasks", { data: { title, parentId }, headers });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

async function titles(page: Page): Promise<string[]> {
  const answer = await page.request.get("/api/v1/tasks?limit=100");
  return ((await answer.json()) as { items: { title: string }[] }).items.map(({ title }) => title);
}

/** All text shown below a message. */
async function answerTo(page: Page, message: string): Promise<string> {
  const all = (await page.getByRole("log").textContent()) ?? "";
  return all.slice(all.lastIndexOf(message) + message.length).trim();
}

test.skip(!existsSync(file), "needs ../shared/tools/models");

for (const [device, viewport] of Object.entries(widths)) {
  test(`the worst of models, live and after a reload: ${device}`, async ({ page, quirks }, info) => {
    test.setTimeout(600_000);
    await page.setViewportSize(viewport);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signUp(page, newPerson());
    const parent = await add(page, "Paint the fence");
    for (const title of ["Sand it", "Buy paint"]) await add(page, title, parent);
    for (const title of ["Call mom", "Pay rent", "Water plants", "Book a table"]) await add(page, title);
    const before = await titles(page);
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(quirks.url)) foreign.push(request.url());
    });

    for (const [name, { reads, adds }] of Object.entries(worst)) {
      const message = `add "Zebra ${name}" ${name}${name === "markdown" ? ` ${quirks.url}` : ""}`;
      await say(page, message);
      await expect(page.getByRole("log")).toContainText(message);
      await expect.poll(() => answerTo(page, message), { message: name }).toMatch(reads);
      await expect(page.getByRole("log")).toHaveAttribute("aria-busy", "false");
      const live = await answerTo(page, message);
      await page.getByRole("log").screenshot({ path: info.outputPath(`${name}-${device}.png`) });
      await page.reload();
      await expect.poll(() => answerTo(page, message), { message: `${name}, after a reload` }).toBe(live);

      expect(live).not.toMatch(/SECRET|<tool_call>|"name":|t\d is/);
      expect(live).not.toContain(key);
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
      const now = await titles(page);
      expect(
        now.filter((title) => before.includes(title)),
        name,
      ).toEqual(before);
      expect(now.filter((title) => title.includes(name))).toHaveLength(adds ? 1 : 0);
      for (const task of now.filter((title) => !before.includes(title))) await remove(page, task);
    }
    expect(foreign, "resources named in a reply are not loaded").toEqual([]);
  });
}

async function remove(page: Page, title: string): Promise<void> {
  const answer = await page.request.get("/api/v1/tasks?limit=100");
  const { items } = (await answer.json()) as { items: { id: string; title: string }[] };
  const headers = { origin: new URL(page.url()).origin };
  for (const task of items.filter((one) => one.title === title))
    await page.request.delete(`/api/v1/tasks/${task.id}`, { headers });
}
