import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { type Watched, watching } from "../../bench/src/page/watching.ts";
import { expect, test } from "./fixtures.ts";

const size = 500;
/** Limits that do not depend on the machine: gzipped script size, elements of the page, rendered components. */
const budgets = { script: 172_000, elements: 1_000, renderedByTick: 260, renderedByKey: 40 };

const tasks = (page: Page) => page.getByRole("region", { name: "Tasks" });
const focused = (page: Page) => page.locator("*:focus");
const watched = (page: Page) => page.evaluate<Watched>("watched");
const scrollTo = (page: Page, end: "top" | "bottom") =>
  page.evaluate(`(() => {
    const list = document.querySelector("section[aria-label=Tasks]");
    list.scrollTo(0, ${end === "top" ? 0 : "list.scrollHeight"});
  })()`);
const atRest = (page: Page) =>
  page.evaluate("new Promise((done) => setTimeout(() => requestIdleCallback(done), 500))");

/** Creates 500 open tasks without a date, `Task 0` first, and reloads the page. */
async function openLongList(page: Page): Promise<void> {
  const headers = { origin: new URL(page.url()).origin };
  for (let from = 0; from < size; from += 100) {
    const operations = Array.from({ length: 100 }, (_, n) => ({
      type: "create",
      task: { title: `Task ${from + n}` },
    }));
    await page.request.post("/api/v1/tasks/batch", { data: { operations }, headers });
  }
  await page.addInitScript(watching);
  await page.reload();
  await expect(page.locator(`li[aria-setsize="${size}"]`).first()).toBeAttached();
  await atRest(page);
}

test.beforeEach(async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("a long list is cheap to load, to keep and to change", async ({ page }) => {
  const scripts: Promise<number>[] = [];
  await page.goto("about:blank");
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto("/");
  await openLongList(page);
  const twice = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
  expect(twice / 2).toBeLessThanOrEqual(budgets.script);
  expect(await page.evaluate<number>("document.querySelectorAll('*').length")).toBeLessThanOrEqual(
    budgets.elements,
  );

  const before = (await watched(page)).rendered;
  await tasks(page).getByRole("checkbox", { name: "Complete “Task 4”" }).click();
  await expect(page.getByText("Completed “Task 4”.")).toBeVisible();
  await atRest(page);
  const ticked = (await watched(page)).rendered;
  expect(ticked - before).toBeLessThanOrEqual(budgets.renderedByTick);

  await page.getByRole("textbox", { name: "Message" }).click();
  await atRest(page);
  const entered = (await watched(page)).rendered;
  await page.keyboard.type("m");
  await atRest(page);
  expect((await watched(page)).rendered - entered).toBeLessThanOrEqual(budgets.renderedByKey);
});

test("the keyboard moves through all of it, and keeps its place", async ({ page }) => {
  await openLongList(page);
  await page.locator("body").press("t");
  await expect(focused(page)).toHaveText("Task 0");
  for (let n = 1; n <= 60; n++) {
    await page.keyboard.press("ArrowDown");
    await expect(focused(page)).toHaveText(`Task ${n}`);
  }
  await page.keyboard.press("End");
  await expect(focused(page)).toHaveText("Task 499");
  await expect(focused(page)).toBeInViewport();
  await page.keyboard.press("ArrowUp");
  await expect(focused(page)).toHaveText("Task 498");

  // The focused task stays, however far one scrolls, and so do its neighbours.
  await scrollTo(page, "top");
  await expect(tasks(page).getByText("Task 3", { exact: true })).toBeInViewport();
  await expect(focused(page)).toHaveText("Task 498");
  await page.keyboard.press("ArrowUp");
  await expect(focused(page)).toHaveText("Task 497");
  await page.keyboard.press("x");
  await expect(focused(page)).toHaveText("Task 498");
  await page.keyboard.press("Home");
  await expect(focused(page)).toHaveText("Task 0");
});

test("each task has its position in the whole list, and is found wherever it is", async ({ page }) => {
  await openLongList(page);
  const row = tasks(page)
    .getByRole("listitem")
    .filter({ hasText: /^Task 3$/ });
  await expect(row).toHaveAttribute("aria-posinset", "4");
  await expect(row).toHaveAttribute("aria-setsize", String(size));
  await expect(tasks(page).getByText("Task 321", { exact: true })).toHaveCount(0);

  const find = tasks(page).getByRole("searchbox", { name: "Find tasks" });
  await page.getByRole("textbox", { name: "Message" }).click();
  await page.keyboard.press("Control+f");
  await expect(find).toBeFocused();
  await page.keyboard.type("task 321");
  await expect(tasks(page).getByRole("checkbox", { name: /Task 321/ })).toBeVisible();
  await expect(tasks(page).getByRole("listitem")).toHaveCount(1);
});

test("a task being edited stays open while scrolling", async ({ page }) => {
  await openLongList(page);
  await page.getByRole("button", { name: "Task 2", exact: true }).click();
  const form = page.getByRole("form", { name: "Edit “Task 2”" });
  await form.getByLabel("Notes").fill("half a sentence");
  await scrollTo(page, "bottom");
  await expect(tasks(page).getByText("Task 499", { exact: true })).toBeInViewport();
  await expect(form.getByLabel("Notes")).toBeFocused();
  await page.keyboard.type(" more");
  await expect(form.getByLabel("Notes")).toHaveValue("half a sentence more");
  await expect(form.getByLabel("Notes")).toBeInViewport();
});

test("on a phone the list appears when its tab is opened", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLongList(page);
  await page.getByRole("button", { name: "Tasks" }).click();
  await expect(tasks(page).getByText("Task 5", { exact: true })).toBeInViewport();
  await scrollTo(page, "bottom");
  await expect(tasks(page).getByText("Task 499", { exact: true })).toBeInViewport();
});
