import type { Page } from "@playwright/test";
import { expect, say, test } from "./fixtures.ts";

const tasks = (page: Page) => page.getByRole("region", { name: "Tasks" });
const titles = (page: Page) => tasks(page).getByRole("checkbox");

async function add(page: Page, data: object): Promise<{ id: string }> {
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request.post("/api/v1/tasks", { data, headers });
  expect(answer.status()).toBe(201);
  return answer.json();
}

/** A key as sent by an input method while composing, in either order of events. */
async function composing(page: Page, key: string, how: { isComposing?: boolean; keyCode?: number }) {
  const init = JSON.stringify({ key, bubbles: true, cancelable: true, ...how });
  await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", ${init}))`);
}

test("unsaved edits survive another click, Esc, a reload and a lost session", async ({
  page,
  person,
  context,
}) => {
  await add(page, { title: "Dentist" });
  await add(page, { title: "Other" });
  const form = (name: string) => page.getByRole("form", { name: `Edit “${name}”` });
  const title = form("Dentist").getByLabel("Title");
  await page.getByRole("button", { name: "Dentist", exact: true }).click();
  await title.fill("Dentist, upstairs");

  await page.getByRole("button", { name: "Other", exact: true }).click();
  await expect(tasks(page).getByText("Unsaved changes")).toBeVisible();
  await page.getByRole("button", { name: "Dentist", exact: true }).click();
  await expect(title).toHaveValue("Dentist, upstairs");

  await title.press("Escape");
  await expect(form("Dentist").getByRole("alert")).toContainText("Save your changes?");
  await title.press("Escape");
  await expect(form("Dentist")).toBeHidden();

  await page.reload();
  await page.getByRole("button", { name: "Dentist", exact: true }).click();
  await expect(title).toHaveValue("Dentist, upstairs");

  await context.clearCookies();
  await form("Dentist").getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/sign-in/);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Dentist", exact: true }).click();
  await expect(title).toHaveValue("Dentist, upstairs");
  await form("Dentist").getByRole("button", { name: "Save" }).click();
  await expect(titles(page).first()).toHaveAccessibleName(/Dentist, upstairs/);
  await expect(tasks(page).getByText("Unsaved changes")).toBeHidden();
});

test("keys used by an input method do nothing else, in every field", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    const box = page.getByRole("textbox", { name: "Message" });
    await box.fill("かいもの");
    await composing(page, "Enter", how);
    await composing(page, "Escape", how);
    await expect(box).toHaveValue("かいもの");
    await expect(box).toBeFocused();

    await page.getByRole("button", { name: "Add task" }).click();
    const quick = tasks(page).getByRole("textbox", { name: "New task" });
    await quick.fill("ぎゅうにゅう");
    await composing(page, "Enter", how);
    await composing(page, "Escape", how);
    await expect(quick).toHaveValue("ぎゅうにゅう");
    await quick.press("Escape");
  }
  await expect(titles(page)).toHaveCount(0);

  await add(page, { title: "おふろ" });
  await page.getByRole("button", { name: "おふろ", exact: true }).click();
  const form = page.getByRole("form", { name: "Edit “おふろ”" });
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    for (const label of ["Title", "Notes", "Labels"]) {
      await form.getByLabel(label).fill("せんたく");
      await composing(page, "Enter", how);
      await composing(page, "Escape", how);
      await expect(form.getByLabel(label)).toHaveValue("せんたく");
      await expect(form.getByRole("alert")).toBeHidden();
    }
  }
});

test("signing in leads to the address opened before", async ({ page, person, context }) => {
  for (const address of ["/settings", "/c/0192f0c1-2345-7000-8000-000000000000"]) {
    await context.clearCookies();
    await page.goto(address);
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`**${address}`);
  }
});

test("ticks on a slow connection end in the last requested state", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  const { id } = await add(page, { title: "Milk" });
  const gates: (() => void)[] = [];
  await page.route(`**/api/v1/tasks/${id}/*`, async (route) => {
    await new Promise<void>((open) => gates.push(open));
    await route.continue();
  });
  const box = titles(page);
  await box.click();
  await box.click();
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await expect.poll(() => gates.length).toBe(1);
  gates.shift()?.();
  await expect(box).not.toBeChecked();
  const answer = await page.request.get(`/api/v1/tasks/${id}`);
  expect(await answer.json()).toMatchObject({ completedAt: null });
});

test("several pasted lines become a task each; what does not fit is reported", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await page.getByRole("button", { name: "Add task" }).click();
  const quick = tasks(page).getByRole("textbox", { name: "New task" });
  await expect(quick).toBeFocused();
  const long = "word ".repeat(50).trim();
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(`- milk\n- eggs\n\n- ${long}`)});
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(paste);
  })()`);
  await expect(tasks(page).getByText("1 line is longer")).toBeVisible();
  await page.getByRole("button", { name: "Add 3 tasks" }).click();
  await expect(titles(page)).toHaveCount(3);
  const { items } = await (await page.request.get("/api/v1/tasks")).json();
  expect(items[2]).toMatchObject({ description: long });

  await quick.fill("x".repeat(203));
  await expect(tasks(page).getByRole("alert")).toContainText("3 characters too long");
  await expect(tasks(page).locator("form").getByRole("button", { name: "Add task" })).toBeDisabled();
});

test("the whole list is printed, even if collapsed and on a phone", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  const headers = { origin: new URL(page.url()).origin };
  for (const from of [0, 60]) {
    const operations = Array.from({ length: 60 }, (_, n) => ({
      type: "create",
      task: { title: `Task ${from + n}` },
    }));
    await page.request.post("/api/v1/tasks/batch", { data: { operations }, headers });
  }
  await page.reload();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(`window.dispatchEvent(new Event("beforeprint"))`);
  await expect(tasks(page).getByRole("listitem")).toHaveCount(120);
  await expect(tasks(page).getByText("Task 119", { exact: true })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeHidden();
  expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(30, 30, 28)");
  const height = await page.evaluate("document.documentElement.scrollHeight");
  expect(height).toBeGreaterThan(120 * 20);
});

test("u undoes what this page did, and nothing on a fresh page", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await add(page, { title: "Milk" });
  await page.locator("body").press("u");
  await expect(page.getByText("Nothing was changed on this page yet.")).toBeVisible();
  await expect(titles(page)).toHaveCount(1);
  await titles(page).click();
  await expect(page.getByText("Completed “Milk”.")).toBeVisible();
  await page.locator("body").press("u");
  await expect(page.getByText("Undone.", { exact: true })).toBeVisible();
  await expect(titles(page)).not.toBeChecked();
});

test("a task created while the list loads appears", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  let letThrough = () => {};
  const held = new Promise<void>((open) => {
    letThrough = open;
  });
  let isHeld = true;
  await page.route("**/api/v1/tasks?**status=open**", async (route) => {
    const answer = await route.fetch();
    if (isHeld) await held;
    isHeld = false;
    await route.fulfill({ response: answer });
  });
  await page.reload();
  await page.getByRole("button", { name: "Add task" }).click();
  await tasks(page).getByRole("textbox", { name: "New task" }).fill("Made meanwhile");
  await page.keyboard.press("Enter");
  await expect(tasks(page).getByRole("textbox", { name: "New task" })).toHaveValue("");
  const loaded = page.waitForResponse(/status=open/);
  letThrough();
  await loaded;
  // Loaded data are rendered by the second frame.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  await expect(tasks(page).getByRole("checkbox", { name: /Made meanwhile/ })).toBeVisible();
});

test("one failed request does not leave the banner on screen", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await page.route("**/api/v1/chat", (route) => route.abort());
  await say(page, "add milk");
  const banner = page.getByText(/server (is away|cannot be reached|does not answer)/i).first();
  await expect(banner).toBeVisible();
  await page.unroute("**/api/v1/chat");
  await expect(banner).toBeHidden();
});

test("a tap on Yes or Undo keeps the chat at its end", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await page.setViewportSize({ width: 390, height: 700 });
  for (const title of ["milk", "eggs", "bread", "salt", "oil", "rice", "tea", "soap"])
    await add(page, { title });
  const chat = page.getByRole("region", { name: "Chat" });
  const distance = () =>
    page.evaluate(`(() => {
      const all = [...document.querySelectorAll("section[aria-label=Chat] *")];
      const scroller = all.find((one) => one.scrollHeight > one.clientHeight + 100);
      return scroller ? scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight : Infinity;
    })()`);
  await say(page, "delete all tasks");
  await page.getByRole("button", { name: "Yes" }).click();
  const undo = chat.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  await expect.poll(distance).toBeLessThan(4);
  await undo.click();
  await expect(undo).toBeHidden();
  await expect.poll(distance).toBeLessThan(4);
});

test("an occurrence is moved alone or with all later ones", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  const recurrence = { rule: "FREQ=MONTHLY" };
  const { id } = await add(page, { title: "Rent", due: { date: "2035-12-15" }, recurrence });
  const read = async () => (await page.request.get(`/api/v1/tasks/${id}`)).json();
  const move = async (date: string, choice: string | null) => {
    await page.getByRole("button", { name: "Rent", exact: true }).click();
    const form = page.getByRole("form", { name: "Edit “Rent”" });
    await form.getByLabel("Due date").fill(date);
    if (choice) await form.getByLabel(choice).check();
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form).toBeHidden();
  };
  await move("2035-12-18", null);
  expect(await read()).toMatchObject({ recurrence: { occurrence: "2035-12-15" } });
  await move("2035-12-20", "This and all later ones");
  expect(await read()).toMatchObject({
    due: { date: "2035-12-20" },
    recurrence: { start: { date: "2035-12-20" } },
  });
});
