import { describe, expect, it } from "vitest";
import { readTask } from "./a2a.ts";
import { readInvoke } from "./kagent.ts";

const question = { prompt: "p", form: { kind: "fence" as const, language: "json" }, timeout: 1000 };
const answer = '```json\n{"healthy": true}\n```';
const task = (state: string, more = {}) => ({
  kind: "task",
  status: { state, ...more },
  artifacts: [] as unknown[],
});
const ended = (stdout: string, stderr = "", more = {}) => ({
  exitCode: 0,
  stdout,
  stderr,
  timedOut: false,
  canceled: false,
  missing: false,
  durationMs: 1,
  ...more,
});

describe("an A2A task", () => {
  it("is read when it is completed, and repeated text only once", () => {
    const part = { kind: "text", text: answer };
    const whole = { ...task("completed"), artifacts: [{ parts: [part] }], history: [{ parts: [part] }] };
    expect(readTask(whole, question)).toEqual({ text: '{"healthy": true}\n' });
    expect(readTask({ ...whole, status: { state: "TASK_STATE_COMPLETED" } }, question)).toHaveProperty(
      "text",
    );
  });

  it("is not an answer in any other state, although a failed task has its error in the answer's place", () => {
    const failed = task("failed", { message: { parts: [{ text: `Error code: 401 ${answer}` }] } });
    expect(readTask(failed, question)).toMatchObject({ kind: "unauthorised" });
    expect(readTask(task("working"), question)).toMatchObject({ kind: "empty" });
    expect(readTask(task("completed"), question)).toMatchObject({ kind: "empty" });
    expect(readTask(task("input-required"), question)).toMatchObject({ kind: "asks-user" });
    expect(readTask({ anything: 1 }, question)).toMatchObject({ kind: "failed" });
  });
});

describe("kagent invoke", () => {
  it("is judged by its output, since it always exits 0", () => {
    const go = "Error invoking session: jsonrpc error -32603: failed to decode response: …";
    expect(readInvoke(ended("", go), question)).toMatchObject({ kind: "unusable-runtime" });
    expect(readInvoke(ended("", "dial tcp: connection refused"), question)).toMatchObject({
      kind: "unreachable",
    });
    expect(readInvoke(ended("", "context deadline exceeded"), question)).toMatchObject({ kind: "hang" });
    expect(readInvoke(ended(""), question)).toMatchObject({ kind: "interrupted" });
    expect(readInvoke(ended('{"kind":"task","sta'), question)).toMatchObject({ kind: "cut" });
    expect(readInvoke(ended("", "", { timedOut: true }), question)).toMatchObject({ kind: "hang" });
  });
});
