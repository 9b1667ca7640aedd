import type { Page } from "@playwright/test";
import { expect, newPerson, type Person, say, signUp, test } from "./fixtures.ts";

// Each test has several tabs and people; the limit only catches hangs.
test.setTimeout(180_000);

async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
}

/** A tab that receives nothing from other tabs or the server, like a suspended one. */
async function deafTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.addInitScript(() => {
    Object.assign(globalThis, {
      BroadcastChannel: class extends EventTarget {
        postMessage() {}
        close() {}
      },
    });
  });
  await tab.route("**/api/v1/events", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: ": nothing\n\n" }),
  );
  await tab.goto("/");
  await expect(tab.getByRole("textbox", { name: "Message" })).toBeVisible();
  return tab;
}

test("signing out in one tab takes the others to the sign-in page", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  const other = await page.context().newPage();
  await other.goto("/");
  await expect(other.getByRole("textbox", { name: "Message" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(/\/sign-in/);
});

test("a session ended elsewhere takes its tabs to the sign-in page by itself", async ({
  page,
  person,
  browser,
  baseURL,
}) => {
  const thief = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
  await signIn(thief, person);
  await page.goto("/settings");
  await expect(page.getByText("New sign-in from Chrome").first()).toBeVisible();
  await page.getByRole("button", { name: "Sign out all others …" }).click();
  await page.getByRole("button", { name: "Sign out all others", exact: true }).click();
  await expect(thief).toHaveURL(/\/sign-in/);
  await thief.context().close();
});

test("a tab of the previous person writes nothing into the next one's account, and keeps it for the previous one", async ({
  page,
  person,
}) => {
  const stale = await deafTab(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const next = { ...newPerson(), name: "Next" };
  await signUp(page, next);
  await expect(stale).toHaveURL(/\/$/);
  await say(stale, "buy paper clips");
  // It reloads for the next person, in whose account nothing was written.
  await expect(stale.getByText(next.name, { exact: true })).toBeVisible();
  await expect(stale.getByText("buy paper clips")).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
  await expect(page.getByText("buy paper clips")).toHaveCount(0);

  // Unsent text is sent when its person is back. The session expires, since signing out would clear the text.
  await page.context().clearCookies();
  await signIn(page, person);
  await expect(
    page.getByRole("region", { name: "Tasks" }).getByRole("checkbox", { name: /buy paper clips/i }),
  ).toBeVisible();
});
