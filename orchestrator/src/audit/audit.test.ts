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

/** The log with each line's body changed and all hashes computed anew, by somebody who does not have the key. */
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
      /^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[GORDON\] prompt="Create \\"a file\\"" result="two stages\\\\" seq="1" signer="[0-9a-f]{16}" attempt="2" sha256="ab" hash="[0-9a-f]{64}" sig="[\w-]{86}"$/,
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
    const append = log.append({ agent: "ENV", prompt: "", result: "" });
    await expect(append).rejects.toMatchObject({ code: "audit_broken" });
    await expect(log.begin()).rejects.toMatchObject({ code: "audit_broken" });
    expect(text()).toBe("something else\n");
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
    expect(verdict()).toMatchObject({ ok: true, lines: 4, signers: [signer(folder)], remarks: [] });
    const elsewhere = mkdtempSync(join(tmpdir(), "audit-"));
    expect(verifiedBy(elsewhere)).toMatchObject({
      ok: true,
      signers: [signer(folder)],
      remarks: [{ line: 2, message: expect.stringContaining("to 5 are signed by another machine's key") }],
    });
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

  it("knows one spelling of a signature", async () => {
    await fill(1);
    const whole = text();
    const last = whole.length - 3;
    for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
      if (letter !== whole[last])
        expect(verdict(whole.slice(0, last) + letter + whole.slice(last + 1)).ok).toBe(false);
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
    expect(messages(["# other", a, b, c, d]).join()).toContain("the header is not the expected one");
  });

  it("says of lines by another machine's key whose they are, wherever they stand", async () => {
    await fill(3);
    const there = mkdtempSync(join(tmpdir(), "audit-"));
    const other = new AuditLog(file, there, redactor);
    for (const prompt of ["a", "b"]) await other.append({ agent: "HELM", prompt, result: "r" });
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(verdict()).toMatchObject({ ok: true, lines: 6 });
    await other.append({ agent: "HELM", prompt: "c", result: "r" });
    // Nothing signed here comes after that one: it may as well be forged.
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
    // What this machine's first line stands on is held by it, whoever wrote it.
    expect(verifiedBy(there, text().replace("command 1", "command 9")).ok).toBe(false);
  });

  it("finds an own line that was changed and passed off as another machine's", async () => {
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

  it("goes on finding a cut-off end after more was written", async () => {
    await fill(4);
    writeFileSync(file, `${text().split("\n").slice(0, 3).join("\n")}\n`);
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(verdict().problems).toEqual([
      { line: 4, message: expect.stringContaining("entries were dropped or changed: entry 4") },
    ]);
  });

  it("accepts a log that was begun anew, which says so", async () => {
    await fill(2);
    rmSync(file);
    await fill(2);
    expect(verdict()).toMatchObject({
      ok: true,
      remarks: [{ line: 2, message: expect.stringContaining("begins the log anew: entry 2") }],
    });
  });

  it("finds a log whose hashes were all computed anew", async () => {
    await fill(3);
    const forged = rehashed((body) => body.replace('result="done"', 'result="forged"'));
    expect(verdict(forged).problems[0]).toEqual({
      line: 2,
      message: `names the key ${signer(folder)}, but the signature is wrong: forged`,
    });
    // Nobody needs the writer's machine to find that.
    expect(verifiedBy(mkdtempSync(join(tmpdir(), "audit-")), forged).ok).toBe(false);
  });

  it("finds anywhere a log that was forged as a whole, unless the forger's own key came with it and is trusted", async () => {
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

  it("takes a checkout's line ends for what they are, and goes on", async () => {
    await fill(2);
    writeFileSync(file, text().replaceAll("\n", "\r\n"));
    expect(verdict()).toMatchObject({ ok: true, lines: 2 });
    expect(verdict().remarks[0]?.message).toContain("Windows");
    await log.append({ agent: "ENV", prompt: "p", result: "r" });
    expect(text()).not.toContain("\r");
    expect(verdict()).toMatchObject({ ok: true, lines: 3, remarks: [] });
  });

  it("takes no key for another's name", async () => {
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
