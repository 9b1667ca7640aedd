import { expect, say, test } from "./fixtures.ts";

test("back and forward lead through chats and settings, without reloading the page", async ({
  page,
  person,
}) => {
  expect(person.name).toBe("Robin");
  const said = page.getByRole("log").getByText("add water the plants", { exact: true });
  const isKept = () => page.evaluate<boolean>("window.isKept === true");
  await page.evaluate("window.isKept = true");
  await say(page, "add water the plants");
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  const address = page.url();
  await page.getByRole("button", { name: "New chat" }).click();
  await expect(page).toHaveURL(/:\d+\/$/);
  await expect(said).toHaveCount(0);

  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(said).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await expect(page).toHaveTitle(/^Settings/);

  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(said).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  expect(await isKept()).toBe(true);

  await page.goto(address);
  await expect(said).toBeVisible();
});

test("an unknown address says so, with a link home", async ({ page }) => {
  const answer = await page.goto("/nowhere/at/all");
  expect(answer?.status()).toBe(404);
  await expect(page).toHaveTitle(/^There is no such page/);
  await page.getByRole("link", { name: "Go to your tasks" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
