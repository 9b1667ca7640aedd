import { randomUUID } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import { startPostgres } from "../../backend/src/testing/postgres.ts";
import { type Running, scratchFolder, startBackend, startFrontend } from "../support/stack.ts";

export interface StackOptions {
  database: "embedded" | "postgresql";
  /** Address of a running product, such as in a cluster; null: it is started here. */
  installedAt: string | null;
  /** Additional settings of the backend. */
  settings: Record<string, string>;
}

/** The running product: frontend, backend, database. */
export interface Stack {
  url: string;
  backend: Running;
  /** Starts the backend again on the same port and data, after a test has stopped it. */
  restartBackend: () => Promise<void>;
}

export const test = base.extend<{ person: Person }, StackOptions & { stack: Stack }>({
  database: ["embedded", { option: true, scope: "worker" }],
  installedAt: [null, { option: true, scope: "worker" }],
  settings: [{}, { option: true, scope: "worker" }],
  stack: [
    async ({ database, installedAt, settings }, use) => {
      if (installedAt !== null) return use(installed(installedAt));
      const folder = scratchFolder();
      const postgres = database === "postgresql" ? await startPostgres() : null;
      const env: Record<string, string> = postgres
        ? { DATABASE_URL: postgres.url, BETTER_AUTH_SECRET: randomUUID() + randomUUID() }
        : { DATA_DIR: folder.path };
      Object.assign(env, settings);
      let backend = await startBackend(env);
      const frontend = await startFrontend(backend.url);
      const stack: Stack = {
        url: frontend.url,
        get backend() {
          return backend;
        },
        restartBackend: async () => {
          backend = await startBackend(env, Number(new URL(backend.url).port));
        },
      };
      await use(stack);
      await frontend.stop();
      await backend.stop();
      await postgres?.stop();
      folder.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: ({ stack }, use) => use(stack.url),
  person: async ({ page }, use) => {
    const person = newPerson();
    await signUp(page, person);
    await use(person);
  },
});

export { expect };

function installed(url: string): Stack {
  const elsewhere = () => {
    throw new Error("The backend was not started by this test.");
  };
  return {
    url,
    get backend() {
      return elsewhere();
    },
    restartBackend: async () => elsewhere(),
  };
}

export interface Person {
  name: string;
  email: string;
  password: string;
}

export function newPerson(): Person {
  return { name: "Robin", email: `${randomUUID()}@example.org`, password: `pass-${randomUUID()}` };
}

/** Creates an account through the pages and ends on the app. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeVisible();
}

/** Types a message and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}
