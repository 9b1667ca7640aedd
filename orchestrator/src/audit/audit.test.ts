import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Redactor } from "../exec/secret.ts";
import { publicKeysFile, readSigner, signerFor, signHash } from "./keys.ts";
import { AUDIT_AGENTS, AUDIT_HEADER, chainHash, headerHash, parseLine } from "./line.ts";
import { AuditLog } from "./log.ts";
import { verifyAudit } from "./verify.ts";

let folder: string;
let file: string;
let redactor: Redactor;
let log: AuditLog;
const text = () => readFileSync(file, "utf8");
const signer = (state: string) => readSigner(state)?.id ?? "";
const verifiedBy = (stateFolder: string, content = text()) =>
  verifyAudit(content, { log: file, stateFolder });
const verdict = (content = text()) => verifiedBy(folder, content);

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

/** The log with the body of every line changed and all hashes recomputed, as by somebody without the key. */
function rehashed(change: (body: string) => string): string {
  let previous = headerHash(AUDIT_HEADER);
  return text()
    .split("\n")
    .map((content) => {
      const parsed = parseLine(content);
      if (!parsed) return content;
      const body = change(parsed.body);
      previous = chainHash(previous, body);
      return `${body} hash="${previous}" sig="${parsed.line.sig}"`;
    })
    .join("\n");
}

describe("the log", () => {
  it("begins with the header and keeps existing content", async () => {
    expect(await log.begin()).toBe(true);
    expect(text()).toBe(`${AUDIT_HEADER}\n`);
    expect(await log.begin()).toBe(false);
  });

  it("writes one line per entry, in the specified format", async () => {
    await log.begin();
    await log.append({
      agent: "GORDON",
      prompt: 'Create "a\nfile"',
      result: "two\tstages\\",
      fields: { image: undefined, attempt: 2, sha256: "ab" },
    });
    const [, line = ""] = text().split("\n");
    expect(line).toMatch(
      /^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[GORDON\] prompt="Create \\"a file\\"" result="two stages\\\\" seq="1" signer="[0-9a-f]{16}" attempt="2" sha256="ab" hash="[0-9a-f]{64}" sig="[\w-]{86}"$/,
    );
    expect(parseLine(line)?.line).toMatchObject({ prompt: 'Create "a file"', result: "two stages\\" });
  });

  it("never contains a secret", async () => {
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

  it("reads back everything it wrote, with an intact chain", async () => {
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

  it("continues after a truncated line and says so", async () => {
    await fill(2);
    appendFileSync(file, '[2026-01-01T00:00:00.000Z] [ENV] prompt="half');
    expect(verdict().ok).toBe(false);
    const line = await log.append({ agent: "ENV", prompt: "next", result: "done" });
    expect(line.fields.recovered).toBe("unfinished line removed");
    expect(verdict()).toMatchObject({ ok: true, lines: 3 });
  });

  it("keeps its order if the clock is set back, and says so", async () => {
    let now = new Date("2026-03-01T10:00:00Z");
    log = new AuditLog(file, folder, redactor, () => now);
    await fill(1);
    now = new Date("2026-03-01T09:00:00Z");
    const line = await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(line.at).toBe("2026-03-01T10:00:00.000Z");
    expect(line.fields.clock).toBe("was set back, it says 2026-03-01T09:00:00.000Z");
    expect(verdict().ok).toBe(true);
  });

  it("refuses to continue a log in another format", async () => {
    writeFileSync(file, "something else\n");
    const append = log.append({ agent: "ENV", prompt: "", result: "" });
    await expect(append).rejects.toMatchObject({ code: "audit_broken" });
    await expect(log.begin()).rejects.toMatchObject({ code: "audit_broken" });
    expect(text()).toBe("something else\n");
  });

  it("keeps one chain if several processes write at once", async () => {
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
  it("accepts an unmodified log, with and without the key", async () => {
    await fill();
    expect(verdict()).toMatchObject({ ok: true, lines: 4, signers: [signer(folder)], remarks: [] });
    const elsewhere = mkdtempSync(join(tmpdir(), "audit-"));
    expect(verifiedBy(elsewhere)).toMatchObject({
      ok: true,
      signers: [signer(folder)],
      remarks: [{ line: 2, message: expect.stringContaining("to 5 are signed by another machine's key") }],
    });
  });

  it("detects any change of any character of any entry", async () => {
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

  it("accepts only the canonical encoding of a signature", async () => {
    await fill(1);
    const whole = text();
    const last = whole.length - 3;
    for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      if (letter !== whole[last])
        expect(verdict(whole.slice(0, last) + letter + whole.slice(last + 1)).ok).toBe(false);
  });

  it("detects dropped, moved and duplicated lines and a truncated end", async () => {
    await fill();
    const [head = "", a = "", b = "", c = "", d = ""] = text().trimEnd().split("\n");
    const messages = (lines: string[]) => verdict(`${lines.join("\n")}\n`).problems.map((p) => p.message);
    expect(messages([head, a, c, d]).join()).toContain("dropped, added or moved");
    expect(messages([head, a, c, b, d]).join()).toContain("dropped, added or moved");
    expect(messages([head, a, b, b, c, d]).join()).toContain("dropped, added or moved");
    expect(messages([head, a, b, c]).join()).toContain("its end was cut off");
    expect(messages([head]).join()).toContain("its end was cut off");
    expect(messages(["# other", a, b, c, d]).join()).toContain("the header is not the expected one");
  });

  it("names the key of lines from another machine, wherever they are", async () => {
    await fill(3);
    const there = mkdtempSync(join(tmpdir(), "audit-"));
    const other = new AuditLog(file, there, redactor);
    for (const prompt of ["a", "b"]) await other.append({ agent: "HELM", prompt, result: "r" });
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(verdict()).toMatchObject({ ok: true, lines: 6 });
    await other.append({ agent: "HELM", prompt: "c", result: "r" });
    // Nothing that was signed here follows it, so it may be forged.
    expect(verdict().problems).toEqual([
      { line: 8, message: expect.stringMatching(/^was added after this machine's last entry, by the key/) },
    ]);
    expect([log.stranger(), other.stranger()]).toEqual([signer(there), null]);
    expect(verdict().remarks).toEqual([
      {
        line: 5,
        message: expect.stringContaining(`to 6 are signed by another machine's key ${signer(there)}`),
      },
      { line: 8, message: expect.stringContaining(`is signed by another machine's key ${signer(there)}`) },
    ]);
    expect(verifiedBy(there)).toMatchObject({
      ok: true,
      remarks: [
        {
          line: 2,
          message: expect.stringContaining(`to 4 are signed by another machine's key ${signer(folder)}`),
        },
        { line: 7, message: expect.stringContaining(`is signed by another machine's key ${signer(folder)}`) },
      ],
    });
    // The first line of this machine covers everything before it, including lines of other machines.
    expect(verifiedBy(there, text().replace("command 1", "command 9")).ok).toBe(false);
  });

  it("detects a changed line of its own that is passed off as another machine's", async () => {
    await fill(3);
    const forged = rehashed((body) =>
      body.replace('result="done"', 'result="forged"').replace(/signer="\w+"/, 'signer="00000000"'),
    );
    expect(verdict(forged).problems.map(({ message }) => message)).toContain("is not what was written there");
    writeFileSync(file, forged);
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(verdict().problems.at(-1)).toEqual({
      line: 5,
      message: expect.stringContaining("entries were dropped or changed: entry 3"),
    });
  });

  it("still detects a truncated end after further entries", async () => {
    await fill(4);
    writeFileSync(file, `${text().split("\n").slice(0, 3).join("\n")}\n`);
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(verdict().problems).toEqual([
      { line: 4, message: expect.stringContaining("entries were dropped or changed: entry 4") },
    ]);
  });

  it("accepts a log that was restarted and says so", async () => {
    await fill(2);
    rmSync(file);
    await fill(2);
    expect(verdict()).toMatchObject({
      ok: true,
      remarks: [{ line: 2, message: expect.stringContaining("begins the log anew: entry 2") }],
    });
  });

  it("detects a log with all hashes recomputed", async () => {
    await fill(3);
    const forged = rehashed((body) => body.replace('result="done"', 'result="forged"'));
    expect(verdict(forged).problems[0]).toEqual({
      line: 2,
      message: `names the key ${signer(folder)}, but the signature is wrong: forged`,
    });
    // Detecting that does not need the writer's machine.
    expect(verifiedBy(mkdtempSync(join(tmpdir(), "audit-")), forged).ok).toBe(false);
  });

  it("detects a completely forged log on any machine, unless the forger's own key came with it and is trusted", async () => {
    await fill(2);
    const elsewhere = mkdtempSync(join(tmpdir(), "audit-"));
    const forger = mkdtempSync(join(tmpdir(), "forger-"));
    const key = signerFor(join(forger, "log"), forger);
    let previous = headerHash(AUDIT_HEADER);
    const forged = text()
      .split("\n")
      .map((content) => {
        const parsed = parseLine(content);
        if (!parsed) return content;
        const body = parsed.body.replace(/signer="\w+"/, `signer="${key.id}"`).replace("done", "forged");
        previous = chainHash(previous, body);
        return `${body} hash="${previous}" sig="${signHash(key, previous)}"`;
      })
      .join("\n");
    expect(verifiedBy(elsewhere, forged).problems[0]?.message).toContain(
      "whose public half is not beside the log",
    );
    const mine = signer(folder);
    appendFileSync(publicKeysFile(file), readFileSync(publicKeysFile(join(forger, "log")), "utf8"));
    expect(verifiedBy(elsewhere, forged)).toMatchObject({ ok: true, signers: [key.id] });
    expect(
      verifyAudit(forged, { log: file, stateFolder: elsewhere, trusted: [mine] }).problems[0]?.message,
    ).toBe(`is signed by the key ${key.id}, which is not trusted`);
    expect(verifyAudit(text(), { log: file, stateFolder: elsewhere, trusted: [mine] }).ok).toBe(true);
    expect(verdict(forged).ok).toBe(false);
  });

  it("accepts line endings changed by a checkout, and continues", async () => {
    await fill(2);
    writeFileSync(file, text().replaceAll("\n", "\r\n"));
    expect(verdict()).toMatchObject({ ok: true, lines: 2 });
    expect(verdict().remarks[0]?.message).toContain("Windows");
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(text()).not.toContain("\r");
    expect(verdict()).toMatchObject({ ok: true, lines: 3, remarks: [] });
  });

  it("refuses a key under another key's name", async () => {
    await fill(1);
    const other = signerFor(
      join(mkdtempSync(join(tmpdir(), "other-")), "log"),
      mkdtempSync(join(tmpdir(), "other-")),
    );
    const lines = readFileSync(publicKeysFile(file), "utf8").replace(signer(folder), other.id);
    writeFileSync(publicKeysFile(file), `${lines}not a key\n`);
    expect(verifiedBy(mkdtempSync(join(tmpdir(), "audit-"))).ok).toBe(false);
    expect(verdict().ok).toBe(true);
  });

  it("accepts a line that was written just before a crash, without the head being updated", async () => {
    await fill(2);
    const head = readFileSync(join(folder, "audit.head.json"), "utf8");
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    writeFileSync(join(folder, "audit.head.json"), head);
    expect(verdict().ok).toBe(true);
    rmSync(join(folder, "audit.head.json"));
    expect(verdict().ok).toBe(true);
  });

  it("counts required entries, marks substitutes and ignores attempts", async () => {
    await log.begin();
    await log.append({ agent: "GORDON", prompt: "p", result: "r", fields: { event: "attempt" } });
    await log.append({ agent: "GORDON", prompt: "p", result: "r" });
    await log.append({ agent: "BUILTIN", prompt: "p", result: "r", fields: { for: "GORDON" } });
    const result = verifyAudit(text(), { log: file, stateFolder: folder }, [
      { agent: "GORDON", count: 2 },
      { agent: "KAGENT", count: 2 },
    ]);
    expect(result.entries.GORDON).toEqual({ own: 1, substituted: 1, required: 2 });
    expect(result.problems).toEqual([
      { line: 4, message: "0 of 2 required [KAGENT] entries (a substitute's count)" },
    ]);
  });
});
