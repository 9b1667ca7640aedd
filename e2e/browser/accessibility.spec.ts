import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, newPerson, say, signUp, test } from "./fixtures.ts";

const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const pages = ["/sign-in", "/sign-up", "/", "/settings"];

for (const colorScheme of ["light", "dark"] as const) {
  for (const [device, viewport] of Object.entries(widths)) {
    test(`no accessibility violation on any page: ${device}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      for (const path of pages.slice(0, 2)) await inspect(page, path);
      await signUp(page, newPerson());
      await expectNoViolations(page, "the empty app");
      await say(page, "buy milk tomorrow, call mom at 5 and pay the rent every month");
      await expect(
        page.getByRole("region", { name: "Chat" }).getByRole("button", { name: "Undo" }),
      ).toBeVisible();
      await expectNoViolations(page, "the app with cards");
      for (const path of pages.slice(2)) await inspect(page, path);
    });
  }
}

async function inspect(page: Page, path: string) {
  await page.goto(path);
  await page.getByRole("main").waitFor();
  await expectNoViolations(page, path);
}

async function expectNoViolations(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  expect(told, what).toEqual([]);
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  expect(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
}
