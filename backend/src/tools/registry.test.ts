import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tokensOf } from "../chat/models/tokens.ts";
import { allTools, taskTools } from "./registry.ts";
import { inputJsonSchema } from "./schema.ts";
import type { TaskTool } from "./types.ts";

const core = ["add_task", "list_tasks", "complete_task", "delete_task", "update_task"] as const;

/** Every model reads all schemas on every call, in tokens. */
const budget = { core: 2500, all: 5000 };

describe("the registry of tools", () => {
  it("has the fixed core, and names every tool as it is registered", () => {
    expect(Object.keys(taskTools)).toEqual(expect.arrayContaining([...core]));
    for (const [name, tool] of Object.entries(taskTools)) {
      expect(tool.name).toBe(name);
      expect(name).toMatch(/^[a-z]+(_[a-z]+)?$/);
    }
  });

  it("has accurate hints: read-only tools cannot destroy, and tools that delete or overwrite are destructive", () => {
    const hinted = Object.fromEntries(
      allTools.map(({ name, hints }) => [
        name,
        [
          hints.readOnlyHint && "reads",
          hints.destructiveHint && "destroys",
          hints.idempotentHint && "repeats",
        ]
          .filter(Boolean)
          .join(" "),
      ]),
    );
    expect(hinted).toEqual({
      add_task: "",
      list_tasks: "reads repeats",
      complete_task: "",
      delete_task: "destroys repeats",
      update_task: "destroys repeats",
      reschedule_task: "repeats",
      reopen_task: "repeats",
      undo: "destroys",
      find_activity: "reads repeats",
    });
  });

  it("takes no owner, and refuses arguments it does not know", () => {
    for (const tool of allTools) {
      const schema = inputJsonSchema(tool);
      expect(schema.additionalProperties, tool.name).toBe(false);
      expect(JSON.stringify(schema), tool.name).not.toMatch(/user|owner/i);
    }
  });

  it("works on batches: each change takes a list", () => {
    for (const tool of allTools.filter(({ hints, name }) => !hints.readOnlyHint && name !== "undo")) {
      const lists = Object.values(
        inputJsonSchema(tool).properties as Record<string, { type: string; maxItems: number }>,
      );
      expect(lists, tool.name).toEqual([
        expect.objectContaining({ type: "array", minItems: 1, maxItems: 100 }),
      ]);
    }
  });

  it("describes every tool in words, without patterns that only restate a format", () => {
    for (const tool of allTools) {
      expect(tool.title).toMatch(/^[A-Z]/);
      expect(tool.description.length).toBeGreaterThan(30);
      expect(JSON.stringify(inputJsonSchema(tool))).not.toMatch(/"format":"(?:uuid|date)","pattern"/);
    }
  });

  it("validates by the same schema it shows", () => {
    const sample = { tasks: [{ title: "Buy milk", due: { date: "2030-01-02" } }] };
    expect(taskTools.add_task.input.safeParse(sample).success).toBe(true);
    expect(() => z.fromJSONSchema(inputJsonSchema(taskTools.add_task) as never).parse(sample)).not.toThrow();
    expect(taskTools.add_task.input.safeParse({ tasks: [] }).success).toBe(false);
  });

  it("stays within its token budget", () => {
    const tokens = (tools: readonly TaskTool[]) =>
      tokensOf(
        JSON.stringify(
          tools.map((tool) => ({
            name: tool.name,
            description: tool.description,
            parameters: inputJsonSchema(tool),
          })),
        ),
      );
    expect(tokens(core.map((name) => taskTools[name]))).toBeLessThanOrEqual(budget.core);
    expect(tokens(allTools)).toBeLessThanOrEqual(budget.all);
  });
});
