// Takes the pictures of the README from the built product: `npm run picture`.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { newPerson, say, signUp } from "./browser/fixtures.ts";
import { chromiumFlags, chromiumPath } from "./support/chromium.ts";
import { scratchFolder, startBackend, startFrontend } from "./support/stack.ts";

const folder = path.resolve(import.meta.dirname, "../docs/images");
mkdirSync(folder, { recursive: true });
const data = scratchFolder();
const backend = await startBackend({ DATA_DIR: data.path });
const frontend = await startFrontend(backend.url);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });

const pictures = [
  { file: "app.png", viewport: { width: 1280, height: 800 }, colorScheme: "light" as const },
  { file: "app-dark.png", viewport: { width: 1280, height: 800 }, colorScheme: "dark" as const },
  { file: "app-phone.png", viewport: { width: 390, height: 844 }, colorScheme: "light" as const },
];

try {
  for (const { file, viewport, colorScheme } of pictures) {
    const context = await browser.newContext({
      baseURL: frontend.url,
      viewport,
      colorScheme,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    });
    const page = await context.newPage();
    await signUp(page, newPerson());
    const sentences = [
      "pay the rent every month on the 1st, water the plants friday, and book a dentist appointment",
      "buy milk and call mom tomorrow at 5",
      "the second one is done",
    ];
    for (const [index, text] of sentences.entries()) {
      await say(page, text);
      await page.getByRole("region", { name: "Chat" }).getByRole("button", { name: "Undo" }).nth(0).waitFor();
      await page.waitForTimeout(index === sentences.length - 1 ? 1500 : 800);
    }
    await page.screenshot({ path: path.join(folder, file) });
    await context.close();
  }
} finally {
  await browser.close();
  await frontend.stop();
  await backend.stop();
  data.remove();
}
