import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Answer, FaultKind } from "../src/agents/agent.ts";
import { gordon } from "../src/agents/docker-agents.ts";
import { processRunner, type Runner } from "../src/exec/run.ts";

const DOCKERFILE = 'FROM node:24-slim AS run\nCMD ["node", "x.js"]\n';
const HEADER = "\n--- Agent: root ---\n";

/**
 * A program that behaves as Gordon is documented to: a header, tool lines, text; calls that need approval are
 * rejected when nobody sits at a terminal; it is absent, switched off or silent like the real one.
 */
let bin: string;
const behave = (script: string) => {
  const file = join(bin, "docker");
  writeFileSync(
    file,
    `#!/bin/sh\nif [ "$2" = version ]; then echo 'Docker AI v1.17.2'; exit 0; fi\n${script}\n`,
  );
  chmodSync(file, 0o755);
};
const runner: Runner = { run: (command) => processRunner.run({ ...command, file: join(bin, command.file) }) };
const agent = () => gordon(runner, { PATH: process.env.PATH, HOME: bin, USERS_SECRET: "canary" });
const ask = (timeout = 10_000): Promise<Answer> =>
  agent().ask({ prompt: "Create a Dockerfile", form: agent().form("Dockerfile", "dockerfile"), timeout });
const says = (text: string, code = 0) => `cat <<'TEXT'\n${text}\nTEXT\nexit ${code}`;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "gordon-"));
});

describe("Gordon's stand-in", () => {
  it("is there when it tells its version, and not where docker has no such command", async () => {
    behave("true");
    expect(await agent().available()).toEqual({ ok: true, version: "Docker AI v1.17.2" });
    writeFileSync(
      join(bin, "docker"),
      "#!/bin/sh\necho \"docker: 'ai' is not a docker command.\" >&2; exit 1\n",
    );
    expect(await agent().available()).toMatchObject({
      ok: false,
      reason: "docker ai (Gordon) is not installed",
    });
  });

  it("answers past its header and tool lines", async () => {
    const tools = 'Calling list_files(path: ".")\n\nlist_files response → "x.js"';
    behave(says(`${HEADER}${tools}\nHere:\n\`\`\`dockerfile\n${DOCKERFILE}\`\`\``));
    expect(await ask()).toMatchObject({ ok: true, text: DOCKERFILE });
  });

  const faults: [name: string, script: string, kind: FaultKind][] = [
    ["is silent", says(HEADER), "empty"],
    [
      "wants to write the file itself",
      says(
        `${HEADER}🛠️ Tool call requires confirmation 🛠️ write_file\nCan I run this tool? ([y]es/[a]ll/[n]o): It was rejected.`,
      ),
      "refused-write",
    ],
    ["stops in the middle of its fence", says(`${HEADER}\`\`\`dockerfile\nFROM node:24-sli`), "truncated"],
    ["explains instead of writing", says(`${HEADER}You could start from node:24-slim.`), "no-block"],
    ["is not enabled", says("Docker AI is not enabled. Enable it in Settings, Beta features.", 1), "failed"],
    ["is over its limit", says(`${HEADER}❌ 429 Too Many Requests`), "rate-limited"],
    ["has nobody signed in", says("Please sign in to Docker Desktop to use Gordon.", 1), "failed"],
  ];
  for (const [name, script, kind] of faults)
    it(`${name}: ${kind}, whatever its exit code`, async () => {
      behave(script);
      expect(await ask()).toMatchObject({ ok: false, fault: { kind } });
    });

  it("is ended with everything it started when it hangs", async () => {
    behave(`printf '${HEADER}'; sleep 987 & sleep 987`);
    expect(await ask(500)).toMatchObject({ ok: false, fault: { kind: "hang" } });
    const left = spawnSync("pgrep", ["-f", "sleep 987"], { encoding: "utf8" }).stdout.trim();
    expect(left).toBe("");
  });

  it("is told nothing of the user's environment but where home is", async () => {
    behave(`echo '\`\`\`dockerfile'; env; echo '\`\`\`'`);
    const answer = await ask();
    expect(answer.ok && answer.text).toContain(`HOME=${bin}`);
    expect(answer.ok && answer.text).not.toContain("canary");
  });
});
