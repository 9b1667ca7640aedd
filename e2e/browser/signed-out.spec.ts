import { expect, say, test } from "./fixtures.ts";

test("after signing out “back” shows nothing, and nothing typed is left in the browser", async ({
  page,
  person,
  context,
}) => {
  expect(person.name).toBe("Robin");
  await say(page, "add water the secret garden");
  const tasks = page.getByRole("region", { name: "Tasks" });
  await expect(tasks.getByText(/secret garden/i)).toBeVisible();
  const raw = await context.newPage();
  await raw.goto("/api/v1/tasks");
  await expect(raw.getByText(/secret garden/i)).toBeVisible();

  await page.getByRole("textbox", { name: "Message" }).fill("a secret never sent");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    "secret",
  );

  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(/secret/i)).toHaveCount(0);

  await raw.goto("/sign-in");
  await raw.goBack();
  await expect(raw.getByText("unauthenticated")).toBeVisible();
  await expect(raw.getByText(/secret garden/i)).toHaveCount(0);
});
