import { expect, say, test } from "./fixtures.ts";

test("a change shows at once in every tab, and one made over the API too", async ({
  page,
  person,
  context,
}) => {
  expect(person.name).toBe("Robin");
  const other = await context.newPage();
  await other.goto("/");
  const tasksThere = other.getByRole("region", { name: "Tasks" });
  await expect(tasksThere).toBeVisible();

  await say(page, "add water the plants");
  await expect(tasksThere.getByRole("checkbox", { name: /water the plants/i })).toBeVisible();

  const response = await page.request.post("/api/v1/tasks", {
    data: { title: "Added by a script" },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(response.status()).toBe(201);
  await expect(tasksThere.getByRole("checkbox", { name: /Added by a script/ })).toBeVisible();
});

test("when the server is down the page says so, keeps what was typed, and recovers by itself", async ({
  page,
  person,
  stack,
}) => {
  expect(person.name).toBe("Robin");
  await say(page, "add a task before the outage");
  await expect(page.getByRole("region", { name: "Tasks" }).getByRole("listitem")).toHaveCount(1);

  await stack.backend.stop("SIGKILL");
  const box = page.getByRole("textbox", { name: "Message" });
  await box.fill("add a task typed during the outage");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/server (is away|cannot be reached|does not answer)/i).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText("add a task typed during the outage").or(box).first()).toBeVisible();

  await stack.restartBackend();
  await expect(
    page.getByRole("region", { name: "Tasks" }).getByRole("checkbox", { name: /before the outage/i }),
  ).toBeVisible({ timeout: 30_000 });
});

test("the keyboard reaches the message box, the list of shortcuts and the last message", async ({
  page,
  person,
}) => {
  expect(person.name).toBe("Robin");
  const box = page.getByRole("textbox", { name: "Message" });
  await page.keyboard.press("Escape");
  await page.locator("body").press("/");
  await expect(box).toBeFocused();
  await page.keyboard.type("add sharpen the knives");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Tasks" }).getByRole("listitem")).toHaveCount(1);
  await expect(box).toHaveValue("");
  await box.press("ArrowUp");
  await expect(box).toHaveValue("add sharpen the knives");
});
