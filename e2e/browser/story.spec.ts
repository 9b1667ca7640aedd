import { expect, say, test } from "./fixtures.ts";

test("sign up, say what to do, see it change, undo, reload: all is still there", async ({ page, person }) => {
  const tasks = page.getByRole("region", { name: "Tasks" });
  const chat = page.getByRole("region", { name: "Chat" });
  expect(person.email).toContain("@");

  await say(page, "buy milk and call mom tomorrow at 5");
  await expect(chat.getByText("buy milk", { exact: true })).toBeVisible();
  await expect(chat.getByText("call mom", { exact: true })).toBeVisible();
  await expect(tasks.getByRole("listitem")).toHaveCount(2);

  await say(page, "the second one is done");
  const callMom = tasks.getByRole("checkbox", { name: /call mom/i });
  await expect(callMom).toBeChecked();

  await chat.getByRole("button", { name: "Undo" }).last().click();
  await expect(callMom).not.toBeChecked();

  await page.reload();
  await expect(tasks.getByRole("checkbox", { name: /buy milk/i })).not.toBeChecked();
  await expect(callMom).not.toBeChecked();
  await expect(chat.getByText("the second one is done")).toBeVisible();
});
