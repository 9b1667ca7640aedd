import { describe, expect, it } from "vitest";
import { readDockerAgent, readGordon } from "./docker-agents.ts";
import { extract } from "./extract.ts";
import { variantOf, wordsInTrace } from "./kubectl-ai.ts";

const fence = { kind: "fence" as const, language: "dockerfile" };
const mark = { kind: "sentinel" as const, name: "a.yaml" };

describe("a fenced answer", () => {
  it("is the last complete block, preferably in the expected language", () => {
    const text =
      "Run:\n```sh\nls\n```\n```dockerfile\nFROM a\n```\nor\n```dockerfile\nFROM b\n```\nthen\n```sh\nx\n```\n";
    expect(extract(text, fence)).toEqual({ ok: true, text: "FROM b\n" });
    const thought = "<think>\n```dockerfile\nFROM draft\n```\n</think>\n```dockerfile\nFROM final\n```";
    expect(extract(thought, fence)).toEqual({ ok: true, text: "FROM final\n" });
    expect(extract("```\nFROM a\n```", fence)).toEqual({ ok: true, text: "FROM a\n" });
    expect(extract("  ~~~dockerfile\n  FROM a\n    x\n  ~~~", fence)).toEqual({
      ok: true,
      text: "FROM a\n  x\n",
    });
  });

  it("is refused when it is truncated, absent or empty", () => {
    expect(extract("```dockerfile\nFROM a", fence)).toMatchObject({
      ok: false,
      fault: { kind: "truncated" },
    });
    expect(extract("use FROM a", fence)).toMatchObject({ ok: false, fault: { kind: "no-block" } });
    expect(extract(" \n\u001b[32m\u001b[0m", fence)).toMatchObject({ ok: false, fault: { kind: "empty" } });
    expect(extract("```dockerfile\n\n```", fence)).toMatchObject({ ok: false, fault: { kind: "no-block" } });
  });
});

describe("an answer between markers", () => {
  it("survives lost fences, padding, indentation and folded lines", () => {
    const pad = (line: string) => line.padEnd(78);
    const rendered = [
      "",
      "  Here it is:",
      "    # BEGIN a.yaml",
      "    a: 1",
      "      b: {{ .Values.one }} {{ .Values.two }} and",
      "  the rest",
      "    # END a.yaml",
      "",
    ];
    expect(extract(rendered.map(pad).join("\n"), mark)).toEqual({
      ok: true,
      text: "a: 1\n  b: {{ .Values.one }} {{ .Values.two }} and the rest\n",
    });
  });

  it("is refused when a marker is missing", () => {
    expect(extract("# BEGIN a.yaml\na: 1\n", mark)).toMatchObject({ fault: { kind: "truncated" } });
    expect(extract("a: 1\n# END a.yaml", mark)).toMatchObject({ fault: { kind: "no-block" } });
    expect(extract("# BEGIN a.yaml\n# END a.yaml", mark)).toMatchObject({ fault: { kind: "empty" } });
  });
});

describe("kubectl-ai", () => {
  it("is distinguished by its help from the other program with that name", () => {
    expect(variantOf("Usage:\n  --llm-provider string\n  --quiet")).toBe("google");
    expect(variantOf("Please provide an OpenAI key.")).toBe("sozercan");
    expect(variantOf("  --raw   --require-confirmation")).toBe("sozercan");
    expect(variantOf("something else")).toBeNull();
  });

  it("has the model's original text in its trace", () => {
    const chunk = (content: string) => `    data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n`;
    const trace = `action: http.request\n---\naction: http.response\npayload:\n  body: |\n${chunk("a: {{ x")}${chunk(" }}\n")}    data: [DONE]\n---\n`;
    expect(wordsInTrace(trace)).toBe("a: {{ x }}\n");
    expect(wordsInTrace("")).toBeNull();
  });
});

const ended = (stdout: string, stderr = "", exitCode = 0) => ({
  exitCode,
  stdout,
  stderr,
  timedOut: false,
  canceled: false,
  missing: false,
  durationMs: 1,
});
const question = { prompt: "p", form: fence, timeout: 1000 };

describe("Gordon, according to its documentation", () => {
  it("is read past its header and tool lines", () => {
    const text =
      '\n--- Agent: root ---\nCalling read_file(path: "x")\n\nread_file response → "y"\nHere:\n```dockerfile\nFROM a\n```\n';
    expect(readGordon(ended(text), question)).toEqual({ text: "FROM a\n" });
  });

  it("is recognised when absent, switched off, asking for a tool, silent or truncated", () => {
    const kind = (stdout: string, stderr = "", code = 0) => readGordon(ended(stdout, stderr, code), question);
    expect(kind("", "docker: 'ai' is not a docker command.", 1)).toMatchObject({ kind: "missing" });
    expect(kind("Docker AI is not enabled. Enable it in Settings > Beta features", "", 1)).toMatchObject({
      kind: "failed",
    });
    const asks =
      "--- Agent: root ---\n🛠️ Tool call requires confirmation 🛠️ write_file\nCan I run this tool? ([y]es/[a]ll/[n]o): I could not write it.";
    expect(kind(asks)).toMatchObject({ kind: "refused-write" });
    expect(kind("\n--- Agent: root ---\n")).toMatchObject({ kind: "empty" });
    expect(kind("--- Agent: root ---\n```dockerfile\nFROM node:24-sli")).toMatchObject({ kind: "truncated" });
    expect(readGordon({ ...ended(""), timedOut: true }, question)).toMatchObject({ kind: "hang" });
  });
});

it("docker agent: truncated output is not an answer, regardless of the exit code", () => {
  const choice = JSON.stringify({ type: "agent_choice", content: "```dockerfile\nFROM a\n```" });
  const stop = JSON.stringify({ type: "stream_stopped" });
  expect(readDockerAgent(ended(`${choice}\n${stop}\n`), question)).toEqual({ text: "FROM a\n" });
  expect(readDockerAgent(ended(`${choice}\n`), question)).toMatchObject({ kind: "interrupted" });
  expect(readDockerAgent(ended(`${choice}\n`, "unexpected EOF", 1), question)).toMatchObject({ kind: "cut" });
});
