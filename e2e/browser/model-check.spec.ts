import AxeBuilder from "@axe-core/playwright";
import {
  type ScriptedAnswer,
  type ScriptedModel,
  startScriptedModel,
} from "../../backend/src/chat/testing/scripted-model.ts";
import { test as base, expect } from "./fixtures.ts";

const key = "sk-test-7a41c0e9d2";
const widths = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

const test = base.extend<object, { model: ScriptedModel }>({
  model: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from it.
    async ({}, use) => {
      const model = await startScriptedModel({ key, models: [{ id: "small-1b", max_model_len: 4096 }] });
      await use(model);
      await model.close();
    },
    { scope: "worker" },
  ],
  settings: [
    ({ model }, use) =>
      use({ OPENAI_API_KEY: key, OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: "small-1b" }),
    { scope: "worker" },
  ],
});

const milk: ScriptedAnswer = {
  type: "tools",
  calls: [{ name: "add_task", arguments: { title: "Buy milk" } }],
};
const says = (text: string): ScriptedAnswer => ({ type: "text", text });

for (const colorScheme of ["light", "dark"] as const) {
  for (const [device, viewport] of Object.entries(widths)) {
    test(`a check of the model says what to change: ${device}, ${colorScheme}`, async ({
      page,
      person,
      model,
    }, info) => {
      expect(person.name).not.toBe("");
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      await page.goto("/settings");
      const assistant = page.getByRole("region", { name: "Assistant" });
      const host = new URL(model.baseUrl).host;
      await expect(assistant).toContainText(`go to ${host}, with this server’s key; nothing else`);

      model.play(milk, says("one, two, three, four, five, six, seven"), milk);
      await assistant.getByRole("button", { name: "Check the model" }).click();
      const table = assistant.getByRole("table", { name: "What the check found" });
      const row = (name: string) => table.getByRole("row", { name });
      await expect(row("Tools work")).toContainText("but their arguments had to be repaired");
      await expect(row("Streams")).toContainText("pieces");
      await expect(row("Leaves alone")).toContainText("it called one anyway");
      await expect(row("Context length")).toContainText("Raise the context length");
      await expect(row("First word")).toContainText(" s.");
      await expect(page.getByRole("main")).not.toContainText(key);
      await assistant.screenshot({ path: info.outputPath(`check-${device}-${colorScheme}.png`) });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(overflow).toBeLessThanOrEqual(0);

      model.play({ type: "status", status: 401, message: `Incorrect API key provided: ${key}` });
      await assistant.getByRole("button", { name: "Check the model" }).click();
      await expect(row("Reachable")).toContainText("Check OPENAI_API_KEY");
      await expect(row("Tools work")).toContainText("Not tried");
      await expect(assistant).toContainText("Failing.");
      await expect(page.getByRole("main")).not.toContainText(key);
      await assistant.screenshot({ path: info.outputPath(`refused-${device}-${colorScheme}.png`) });
    });
  }
}
