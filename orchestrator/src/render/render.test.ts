import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Listener, RunEvent, Stamped } from "../run/events.ts";
import { Html, html } from "./html.ts";
import { jsonRenderer, plainRenderer, styleFor } from "./plain.ts";
import { fit, terminalRenderer } from "./terminal.ts";

const events: RunEvent[] = [
  {
    type: "run.start",
    run: "r1",
    application: "app",
    cluster: "minikube",
    namespace: "default",
    tasks: [
      { id: "T008", title: "Build", phase: "images" },
      { id: "T009", title: "Gate", phase: "images" },
    ],
    resumed: false,
  },
  {
    type: "task.start",
    task: "T008",
    title: "Build todo-backend:latest with a long title that goes on and on and on",
    phase: "images",
  },
  { type: "task.note", task: "T008", message: `[build 3/4] RUN ${"npm run build ".repeat(20)}` },
  {
    type: "task.end",
    task: "T008",
    title: "Build",
    status: "done",
    result: "131 MB",
    seconds: 41.26,
    substituted: "docker ai is not installed",
  },
  { type: "task.start", task: "T009", title: "Gate", phase: "images" },
  {
    type: "task.end",
    task: "T009",
    title: "Gate",
    status: "failed",
    result: "too large\nby 3 MB",
    seconds: 0,
  },
  {
    type: "run.end",
    run: "r1",
    ok: false,
    seconds: 42,
    changed: 1,
    url: null,
    report: null,
    problem: { code: "image_too_large", message: "too large", remedy: "Copy less.", task: "T009" },
  },
];
const play = (listener: Listener) => {
  for (const event of events) listener({ at: "2026-01-01T00:00:00.000Z", ...event } as Stamped);
};

/** What a terminal would show: applies upward cursor movements and erasures. */
function screenOf(written: string, columns: number): string[] {
  const lines: string[] = [""];
  for (const [token] of written.matchAll(/\p{Cc}\[(\d+)A|\p{Cc}\[0J|\p{Cc}\[[\d;]*m|\n|[^\p{Cc}]+/gu)) {
    const up = /\[(\d+)A/.exec(token);
    if (token === "\n") lines.push("");
    else if (up) lines.length = Math.max(1, lines.length - Number(up[1]));
    else if (token.endsWith("0J")) lines[lines.length - 1] = "";
    else if (!token.endsWith("m") || !token.startsWith("\u001b")) {
      lines[lines.length - 1] += token;
      expect(lines.at(-1)?.length ?? 0).toBeLessThanOrEqual(columns);
    }
  }
  return lines;
}

describe("the terminal", () => {
  for (const columns of [80, 160])
    it(`never writes wider than ${columns} columns, and leaves only finished lines`, () => {
      let written = "";
      const screen = { write: (text: string) => (written += text), columns: () => columns, rows: () => 24 };
      play(terminalRenderer(screen, styleFor(true), () => 0));
      const shown = screenOf(written, columns).join("\n");
      expect(shown).toContain("✔ T008 Build: 131 MB 41.3 s\n  stand-in: docker ai is not installed");
      expect(shown).toContain("✖ T009 Gate: too large\n       by 3 MB");
      expect(shown).toContain("Stopped at T009 after 42.0 s [image_too_large]");
      expect(shown).not.toContain("⠋");
    });

  it("truncates by visible width, ignoring colour codes", () => {
    const style = styleFor(true);
    const cut = fit(`${style.red("abcdef")} ghi`, 5);
    expect(stripVTControlCharacters(cut)).toBe("abcd…");
    expect(fit("short", 20)).toBe("short");
  });
});

describe("plain and JSON", () => {
  it("plain text has no escape sequences without colours", () => {
    let written = "";
    play(plainRenderer((text) => (written += text), styleFor(false)));
    expect(written).toBe(stripVTControlCharacters(written));
    expect(written).toContain("What to do: Copy less.");
  });

  it("JSON is one complete event per line", () => {
    let written = "";
    play(jsonRenderer((text) => (written += text)));
    const lines = written
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Stamped);
    expect(lines.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    expect(lines[3]).toMatchObject({ at: "2026-01-01T00:00:00.000Z", status: "done" });
  });
});

it("the report escapes everything except its own templates", () => {
  const evil = '<img src=x onerror="alert(1)">';
  expect(html`<p>${evil}${[html`<b>${1}</b>`, null, false]}</p>`.text).toBe(
    "<p>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;<b>1</b></p>",
  );
  expect(new Html("<i>").text).toBe("<i>");
});
