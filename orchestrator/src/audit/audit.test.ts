import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Redactor } from "../exec/secret.ts";
import { AUDIT_AGENTS, AUDIT_HEADER, chainHash, headerHash, parseLine } from "./line.ts";
import { AuditLog } from "./log.ts";
import { verifyAudit } from "./verify.ts";

let folder: string;
let file: string;
let redactor: Redactor;
let log: AuditLog;
const text = () => readFileSync(file, "utf8");
const verdict = (content = text()) => verifyAudit(content, folder);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  file = join(folder, "phase-iv-audit.log");
  redactor = new Redactor();
  log = new AuditLog(file, folder, redactor);
});

async function fill(count = 4) {
  await log.begin();
  for (let i = 0; i < count; i++)
    await log.append({ agent: "ENV", prompt: `command ${i}`, result: "done", fields: { task: `T00${i}` } });
}

describe("the log", () => {
  it("begins with the header and keeps what is there", async () => {
    expect(await log.begin()).toBe(true);
    expect(text()).toBe(`${AUDIT_HEADER}\n`);
    expect(await log.begin()).toBe(false);
  });

  it("writes the agreed form, one line each", async () => {
    await log.begin();
    await log.append({
      agent: "GORDON",
      prompt: 'Create "a\nfile"',
      result: "two\tstages\\",
      fields: { image: undefined, attempt: 2, sha256: "ab" },
    });
    const [, line = ""] = text().split("\n");
    expect(line).toMatch(
      /^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[GORDON\] prompt="Create \\"a file\\"" result="two stages\\\\" seq="1" signer="[0-9a-f]{8}" attempt="2" sha256="ab" hash="[0-9a-f]{64}" mac="[0-9a-f]{32}"$/,
    );
    expect(parseLine(line)?.line).toMatchObject({ prompt: 'Create "a file"', result: "two stages\\" });
  });

  it("never holds a secret", async () => {
    redactor.add("swordfish-1");
    await log.begin();
    await log.append({
      agent: "ENV",
      prompt: "key swordfish-1",
      result: "postgres://u:pw@h/d",
      fields: { note: Buffer.from("swordfish-1").toString("base64") },
    });
    expect(text()).not.toMatch(/swordfish|c3dvcmRmaXNo|:pw@/);
  });

  it("reads back whatever was written, and its chain holds", async () => {
    await log.begin();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...AUDIT_AGENTS),
        fc.string(),
        fc.string(),
        async (agent, prompt, result) => {
          const line = await log.append({ agent, prompt, result });
          expect(text().split("\n").at(-1)).toBe("");
          expect(log.lines().at(-1)?.hash).toBe(line.hash);
        },
      ),
      { numRuns: 60 },
    );
    expect(verdict().problems).toEqual([]);
  });

  it("takes up after an unfinished line and says so", async () => {
    await fill(2);
    appendFileSync(file, '[2026-01-01T00:00:00.000Z] [ENV] prompt="half');
    expect(verdict().ok).toBe(false);
    const line = await log.append({ agent: "ENV", prompt: "next", result: "done" });
    expect(line.fields.recovered).toBe("unfinished line removed");
    expect(verdict()).toMatchObject({ ok: true, lines: 3 });
  });

  it("keeps its order when the clock is set back, and says so", async () => {
    let now = new Date("2026-03-01T10:00:00Z");
    log = new AuditLog(file, folder, redactor, () => now);
    await fill(1);
    now = new Date("2026-03-01T09:00:00Z");
    const line = await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(line.at).toBe("2026-03-01T10:00:00.000Z");
    expect(line.fields.clock).toBe("was set back, it says 2026-03-01T09:00:00.000Z");
    expect(verdict().ok).toBe(true);
  });

  it("refuses to continue a log it did not write", async () => {
    writeFileSync(file, "something else\n");
    await expect(log.append({ agent: "ENV", prompt: "", result: "" })).rejects.toMatchObject({
      code: "audit_broken",
    });
  });

  it("keeps one chain when several processes write at once", async () => {
    await log.begin();
    const script = `
      import { AuditLog } from ${JSON.stringify(new URL("./log.ts", import.meta.url).href)};
      import { Redactor } from ${JSON.stringify(new URL("../exec/secret.ts", import.meta.url).href)};
      const log = new AuditLog(${JSON.stringify(file)}, ${JSON.stringify(folder)}, new Redactor());
      await Promise.all(Array.from({ length: 15 }, (_, i) => log.append({ agent: "ENV", prompt: "p" + i, result: "r" })));`;
    const writers = [1, 2, 3].map(
      () =>
        new Promise<number | null>((done) =>
          spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }).on(
            "close",
            done,
          ),
        ),
    );
    expect(await Promise.all(writers)).toEqual([0, 0, 0]);
    expect(verdict()).toMatchObject({ ok: true, lines: 45 });
  });
});

describe("verify", () => {
  it("accepts an untouched log, with and without the key", async () => {
    await fill();
    expect(verdict()).toMatchObject({ ok: true, lines: 4, signed: true });
    const elsewhere = mkdtempSync(join(tmpdir(), "audit-"));
    expect(verifyAudit(text(), elsewhere)).toMatchObject({ ok: true, signed: false });
  });

  it("finds any change of any character of any entry", async () => {
    await fill();
    const whole = text();
    const start = whole.indexOf("\n") + 1;
    fc.assert(
      fc.property(fc.integer({ min: start, max: whole.length - 2 }), (at) => {
        const other = whole[at] === "x" ? "y" : "x";
        expect(verdict(whole.slice(0, at) + other + whole.slice(at + 1)).ok).toBe(false);
      }),
    );
  });

  it("finds a dropped, a moved, a doubled line and a cut-off end", async () => {
    await fill();
    const [head = "", a = "", b = "", c = "", d = ""] = text().trimEnd().split("\n");
    const messages = (lines: string[]) => verdict(`${lines.join("\n")}\n`).problems.map((p) => p.message);
    expect(messages([head, a, c, d]).join()).toContain("dropped, added or moved");
    expect(messages([head, a, c, b, d]).join()).toContain("dropped, added or moved");
    expect(messages([head, a, b, b, c, d]).join()).toContain("dropped, added or moved");
    expect(messages([head, a, b, c]).join()).toContain("its end was cut off");
    expect(messages([head]).join()).toContain("its end was cut off");
    expect(messages(["# other", a, b, c, d]).join()).toContain("the header is not the agreed one");
  });

  it("accepts a log that began on another machine, and holds on to what was there", async () => {
    await fill(3);
    const here = mkdtempSync(join(tmpdir(), "audit-"));
    await new AuditLog(file, here, redactor).append({ agent: "HELM", prompt: "p", result: "r" });
    expect(verifyAudit(text(), here)).toMatchObject({ ok: true, lines: 4, signed: true, elsewhere: 3 });
    const changed = text().replace("command 1", "command 9");
    expect(verifyAudit(changed, here).ok).toBe(false);
  });

  it("finds lines by another key after this machine's own, whoever they say they are from", async () => {
    await fill(2);
    const elsewhere = mkdtempSync(join(tmpdir(), "audit-"));
    await new AuditLog(file, elsewhere, redactor).append({ agent: "HELM", prompt: "p", result: "r" });
    expect(verdict().problems).toEqual([
      { line: 4, message: expect.stringMatching(/^is signed by the key [0-9a-f]{8}, .*forged, or written/) },
    ]);
  });

  it("finds a log whose hashes were all computed anew", async () => {
    await fill(3);
    let previous = headerHash(AUDIT_HEADER);
    const forged = text()
      .trimEnd()
      .split("\n")
      .map((content) => {
        const parsed = parseLine(content);
        if (!parsed) return content;
        const body = parsed.body.replace('result="done"', 'result="forged"');
        previous = chainHash(previous, body);
        return `${body} hash="${previous}" mac="${parsed.line.mac}"`;
      });
    expect(verdict(`${forged.join("\n")}\n`).problems[0]?.message).toContain("forged");
  });

  it("accepts a line that was written just before a crash kept the head from being written", async () => {
    await fill(2);
    const head = readFileSync(join(folder, "audit.head.json"), "utf8");
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    writeFileSync(join(folder, "audit.head.json"), head);
    expect(verdict().ok).toBe(true);
    rmSync(join(folder, "audit.head.json"));
    expect(verdict().ok).toBe(true);
  });

  it("counts required entries, marks substitutes and does not count attempts", async () => {
    await log.begin();
    await log.append({ agent: "GORDON", prompt: "p", result: "r", fields: { event: "attempt" } });
    await log.append({ agent: "GORDON", prompt: "p", result: "r" });
    await log.append({ agent: "BUILTIN", prompt: "p", result: "r", fields: { for: "GORDON" } });
    const result = verifyAudit(text(), folder, [
      { agent: "GORDON", count: 2 },
      { agent: "KAGENT", count: 2 },
    ]);
    expect(result.entries.GORDON).toEqual({ own: 1, substituted: 1, required: 2 });
    expect(result.problems).toEqual([
      { line: 4, message: "0 of 2 required [KAGENT] entries (a substitute's count)" },
    ]);
  });
});
