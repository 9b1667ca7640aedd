import { expect, it } from "vitest";
import { z } from "zod";
import { Problem } from "../errors.ts";
import { outputOf, producer, requireOutput } from "./handle.ts";
import type { TaskState } from "./state.ts";

const page = producer("T033", z.object({ url: z.string() }));
const left = (output?: unknown) => ({
  state: { task: (id: string) => (id === "T033" && output ? ({ output } as TaskState) : undefined) },
});

it("reads the output of a task", () => {
  expect(outputOf(left({ url: "http://127.0.0.1:30080" }), page)).toEqual({ url: "http://127.0.0.1:30080" });
});

it("ignores an output with an unexpected schema, which may be another version's", () => {
  expect(outputOf(left(), page)).toBeNull();
  expect(outputOf(left({ address: "http://127.0.0.1:30080" }), page)).toBeNull();
});

it("names the task to run again if its output is needed and missing", () => {
  const reading = () => requireOutput(left({ url: 30080 }), page);
  expect(reading).toThrow(Problem);
  expect(reading).toThrow(
    expect.objectContaining({ code: "output_missing", remedy: expect.stringContaining("--from T033") }),
  );
});
