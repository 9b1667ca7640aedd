import { expect, it } from "vitest";
import { genericWords } from "./generic.ts";
import type { Row } from "./rows.ts";

it("finds the first words that do not identify the task", () => {
  const said = (text: string, tasks: string[], means: string[]): Row => ({
    lang: "en",
    writer: "w",
    text,
    tasks,
    does: means.length ? [{ act: "complete", target: text, means }] : [{ act: "add", title: text }],
  });
  const rows = ["milk", "eggs", "soap", "rice"].flatMap((thing) => [
    said(`buy ${thing}`, ["Buy bread"], []),
    said("dentist done", ["Dentist appointment"], ["Dentist appointment"]),
  ]);
  expect([...genericWords(rows, () => 1)]).toEqual(["buy"]);
});
