import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, say, test } from "./fixtures.ts";

/** Scripts that a page and its workers load, by URL: their compressed size, and whether they are weights. */
function scriptsOf(page: Page): Map<string, { size: number; weights: boolean }> {
  const scripts = new Map<string, { size: number; weights: boolean }>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith(".js")) return;
    void response.body().then(
      (body) => scripts.set(pathname, { size: gzipSync(body).length, weights: body.includes('openers":') }),
      () => {},
    );
  });
  return scripts;
}

test("typing shows what Enter would do, and that is what happens", async ({ page, person }) => {
  expect(person.email).toContain("@");
  const box = page.getByRole("textbox", { name: "Message" });
  const tasks = page.getByRole("region", { name: "Tasks" });

  await expect(tasks).toContainText("Nothing to do yet");
  await box.pressSequentially("buy milk");
  await expect(box).toHaveAccessibleDescription("When sent: Add “buy milk”");
  await box.pressSequentially(" tomorrow at 5pm");
  await expect(box).toHaveAccessibleDescription("When sent: Add “buy milk” · tomorrow 17:00");
  await box.press("Enter");
  await expect(tasks.getByRole("checkbox", { name: /buy milk/ })).toBeVisible();
  await expect(box).toHaveAccessibleDescription("");

  // The preview knows the task just added and the conversation.
  await box.fill("done with the milk");
  await expect(box).toHaveAccessibleDescription("When sent: Complete “buy milk”");
  await box.fill("recuérdame llamar a Marta");
  await expect(box).toHaveAccessibleDescription(/«llamar a Marta»/);
  await box.fill("thanks!");
  await expect(box).toHaveAccessibleDescription("");

  await say(page, "add bread, add tea");
  await expect(tasks.getByRole("listitem")).toHaveCount(3);
  await page.getByRole("button", { name: "New chat" }).click();
  await box.fill("delete everything");
  await expect(box).toHaveAccessibleDescription(/^When sent: Asks: Delete 3 tasks .*\?$/);
});

test("the preview is loaded when the box gets focus, and is small", async ({ page, person }) => {
  expect(person.email).toContain("@");
  const scripts = scriptsOf(page);
  await page.reload();
  const box = page.getByRole("textbox", { name: "Message" });
  await expect(page.getByRole("region", { name: "Tasks" })).toContainText("Nothing to do yet");
  // Chunks prefetched at the first user activity are not counted here.
  const atOnce = scripts.size;
  await page.mouse.move(9, 9);
  await expect.poll(() => scripts.size).toBeGreaterThan(atOnce);
  await page.evaluate("new Promise((done) => requestIdleCallback(done))");
  const first = new Set(scripts.keys());
  await box.fill("buy milk");
  await expect(box).toHaveAccessibleDescription("When sent: Add “buy milk”");
  const added = [...scripts].filter(([path]) => !first.has(path)).map(([, script]) => script);
  const bytes = (weights: boolean) =>
    added.filter((one) => one.weights === weights).reduce((sum, { size }) => sum + size, 0);
  expect(bytes(false)).toBeGreaterThan(0);
  expect(bytes(false)).toBeLessThanOrEqual(100_000);
  expect(added.filter(({ weights }) => weights)).toHaveLength(1);
  expect(bytes(true)).toBeLessThanOrEqual(150_000);
});
