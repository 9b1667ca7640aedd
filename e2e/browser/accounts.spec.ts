import type { Page } from "@playwright/test";
import { scratchFolder, startBackend, startFrontend } from "../support/stack.ts";
import { expect, newPerson, type Person, test } from "./fixtures.ts";

/** Fills in the form of a new account and sends it. */
async function fillSignUp(page: Page, { name, email, password }: Person): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

const inTheApp = (page: Page) => expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();

test("a common password is refused, and a good one is rated as such", async ({ page }) => {
  const person = newPerson();
  await page.goto("/sign-up");
  await fillSignUp(page, { ...person, password: "password1" });
  await expect(page.getByText("one of the first that attackers guess")).toBeVisible();
  await expect(page.getByText("Guessed at once")).toBeVisible();
  await fillSignUp(page, { ...person, password: person.email });
  await expect(page.getByText("The password is your name, your email")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("quiet river seven stones");
  await expect(page.getByText("Very hard to guess")).toBeVisible();
  await page.getByRole("button", { name: "Create account" }).click();
  await inTheApp(page);
});

test("a taken address is not revealed, and its owner gets in", async ({ page, person, browser }) => {
  const other = await browser.newPage();
  await other.goto(new URL("/sign-up", page.url()).href);
  await fillSignUp(other, { ...person, password: "bright kettle on the moon" });
  await expect(other.getByText("did not sign you in")).toBeVisible();
  await fillSignUp(other, person);
  await inTheApp(other);
  await other.close();
});

test("an API key needs the password, and may only do what was chosen", async ({ page, person }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: "New key …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("reader");
  await dialog.getByLabel("Add and change").uncheck();
  await expect(dialog.getByLabel("It ends")).toHaveValue("90");
  await dialog.getByLabel("Your password").fill("not it at all");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("The current password is not right.")).toBeVisible();
  await dialog.getByLabel("Your password").fill(person.password);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const authorization = `Bearer ${await page.getByLabel("New key: copy it now").inputValue()}`;

  const ask = (method: string) =>
    fetch(new URL("/api/v1/tasks", page.url()), {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(method === "POST" && { body: JSON.stringify({ title: "x" }) }),
    });
  expect((await ask("GET")).status).toBe(200);
  expect((await ask("POST")).status).toBe(403);

  await page.reload();
  await expect(page.getByText(/read tasks and chats · ends .* · last used/)).toBeVisible();
  await page.getByLabel("Delete my API keys too").check();
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill("bright kettle on the moon");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("No keys yet.")).toBeVisible();
  expect((await ask("GET")).status).toBe(401);
});

test("with invitations, one can be created and works once", async ({ page, browser }) => {
  const folder = scratchFolder();
  const backend = await startBackend({ DATA_DIR: folder.path, REGISTRATION: "invite" });
  const frontend = await startFrontend(backend.url);
  try {
    await page.goto(`${frontend.url}/sign-up`);
    await fillSignUp(page, newPerson());
    await inTheApp(page);
    await page.goto(`${frontend.url}/settings`);
    await page.getByLabel("Whom it is for").fill("Grandma");
    await page.getByRole("button", { name: "Invite" }).click();
    const link = await page.getByLabel("New invitation: copy the link now").inputValue();

    const guest = await browser.newPage();
    await guest.goto(`${frontend.url}/sign-up`);
    await fillSignUp(guest, newPerson());
    await expect(guest.getByText("requires an invitation")).toBeVisible();
    await guest.getByLabel("Invitation").fill(link);
    await fillSignUp(guest, newPerson());
    await inTheApp(guest);
    await guest.close();

    const late = await browser.newPage();
    await late.goto(link);
    await fillSignUp(late, newPerson());
    await expect(late.getByText("was used or revoked, or has expired")).toBeVisible();
    await late.close();
  } finally {
    await frontend.stop();
    await backend.stop();
    folder.remove();
  }
});

test("with registration closed, the pages say so", async ({ page }) => {
  const folder = scratchFolder();
  const backend = await startBackend({ DATA_DIR: folder.path, REGISTRATION: "closed" });
  const frontend = await startFrontend(backend.url);
  try {
    await page.goto(`${frontend.url}/sign-up`);
    await fillSignUp(page, newPerson());
    await inTheApp(page);
    await page.context().clearCookies();
    await page.goto(`${frontend.url}/sign-up`);
    await expect(page.getByRole("heading", { name: "No new accounts" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Create account" })).toBeHidden();
    await page.goto(`${frontend.url}/sign-in`);
    await expect(page.getByRole("link", { name: "Create an account" })).toBeHidden();
  } finally {
    await frontend.stop();
    await backend.stop();
    folder.remove();
  }
});
