import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

const calendar = (...todos: string[][]) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    ...todos.flatMap((lines) => ["BEGIN:VTODO", ...lines, "END:VTODO"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const rent = [
  "UID:rent",
  "SUMMARY:Pay rent",
  "DTSTART;VALUE=DATE:20350131",
  "DUE;VALUE=DATE:20350131",
  "RRULE:FREQ=MONTHLY;BYMONTHDAY=31",
];
const bins = ["UID:bins", "SUMMARY:Put out the bins", "DUE;TZID=Nowhere/Land:20350106T090000"];
const gone = ["UID:gone", "SUMMARY:Called off", "STATUS:CANCELLED"];

const dialog = (page: Page) => page.getByRole("dialog", { name: /tasks\.ics/ });
const tasks = (page: Page) => page.getByRole("region", { name: "Tasks" });

async function choose(page: Page, content: string): Promise<void> {
  await page.goto("/settings");
  const file = { name: "tasks.ics", mimeType: "text/calendar", buffer: Buffer.from(content) };
  await page.getByLabel("Import a file").setInputFiles(file);
  await expect(dialog(page)).toBeVisible();
}

async function titles(page: Page): Promise<string[]> {
  const answer = await page.request.get("/api/v1/tasks?status=all");
  const { items } = (await answer.json()) as { items: { title: string }[] };
  return items.map(({ title }) => title);
}

test("an import is previewed, with everything it cannot keep, and can be undone", async ({
  page,
  person,
}) => {
  expect(person.name).toBe("Robin");
  await choose(page, calendar(rent, bins, gone));
  const report = dialog(page).getByRole("region");
  await expect(report.getByRole("listitem")).toHaveCount(3);
  await expect(report).toContainText(
    "“Pay rent”: the repetition “FREQ=MONTHLY;BYMONTHDAY=31” has gaps; it was kept, and leaves out the 31st in months that have none.",
  );
  await expect(report).toContainText(
    "“Put out the bins”: the time zone “Nowhere/Land” is not known; the time was taken as yours.",
  );
  await expect(report).toContainText("“Called off”: it was cancelled; it was left out.");
  expect(await titles(page)).toEqual([]);

  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await titles(page)).toEqual([]);

  await choose(page, calendar(rent, bins, gone));
  await dialog(page).getByRole("button", { name: "Import 2 tasks" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await titles(page)).toEqual(["Pay rent", "Put out the bins"]);

  // Whatever happens in between, the undo applies to the import.
  const headers = { origin: new URL(page.url()).origin };
  await page.request.post("/api/v1/tasks", { data: { title: "Since" }, headers });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => titles(page)).toEqual(["Since"]);
});

test("importing a file again duplicates nothing, and a newer version updates", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await choose(page, calendar(rent, bins));
  await dialog(page).getByRole("button", { name: "Import 2 tasks" }).click();
  await expect(dialog(page)).toBeHidden();

  await choose(page, calendar(rent, bins));
  await expect(dialog(page)).toContainText("All of it is here already");
  await expect(dialog(page).getByRole("button", { name: /^Import/ })).toBeHidden();
  await dialog(page).getByRole("button", { name: "Close" }).last().click();

  const changed = bins.map((line) => line.replace("the bins", "both bins"));
  await choose(page, calendar(rent, changed));
  await dialog(page).getByRole("button", { name: "Import 1 task" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await titles(page)).toEqual(["Pay rent", "Put out both bins"]);
  await page.goto("/");
  await expect(tasks(page).getByText("Put out both bins")).toBeVisible();
});

test("a file without tasks is refused with an explanation", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  await page.goto("/settings");
  const file = { name: "tasks.ics", mimeType: "text/calendar", buffer: Buffer.from("not a calendar") };
  await page.getByLabel("Import a file").setInputFiles(file);
  await expect(page.getByText(/BEGIN:VCALENDAR is missing/)).toBeVisible();
  await expect(dialog(page)).toBeHidden();
});

test("the form says which dates a recurrence skips", async ({ page, person }) => {
  expect(person.name).toBe("Robin");
  const data = {
    title: "Pay rent",
    due: { date: "2035-12-31" },
    recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=31" },
  };
  await page.request.post("/api/v1/tasks", { data, headers: { origin: new URL(page.url()).origin } });
  await page.getByRole("button", { name: "Pay rent", exact: true }).click();
  const form = page.getByRole("form", { name: "Edit “Pay rent”" });
  const repeat = form.getByLabel("Repeat");
  await expect(repeat).toHaveAccessibleDescription("Leaves out the 31st in months that have none.");
  await repeat.selectOption({ label: "Every month" });
  await expect(form.getByText("Leaves out the 31st")).toBeHidden();
});
