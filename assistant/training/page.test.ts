import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { languages } from "../src/languages/index.ts";

test.each(Object.keys(languages))("a page can load the weights of %s", (language) => {
  const text = readFileSync(
    path.join(import.meta.dirname, "../src/languages", language, "page.json"),
    "utf8",
  );
  expect(gzipSync(text).length).toBeLessThanOrEqual(150_000);
});
