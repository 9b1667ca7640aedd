import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { forward } from "../cluster/forward.ts";
import { messageOf } from "../errors.ts";
import { type CommandResult, type Runner, which } from "../exec/run.ts";
import { sha256 } from "../files.ts";
import { readTask } from "./a2a.ts";
import type { Agent, Answer, Fault, Question } from "./agent.ts";
import { extract } from "./extract.ts";
import { faultInWords, faultOfProcess } from "./faults.ts";
import { evidenceOf, inSandbox } from "./sandbox.ts";

export interface KagentSettings {
  /** kubectl context of the cluster that kagent runs in. */
  context: string;
  namespace: string;
  agent: string;
  /** The address of a controller that is already reachable; without it, a port is forwarded for each question. */
  url?: string;
}

type Read = { text: string } | Fault;

/** Aborts HTTP requests on timeout, or when the run is interrupted. */
const until = ({ timeout, signal }: Question) =>
  AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]);

/** Reads the output of `kagent invoke`, which exits 0 on every failure. */
export function readInvoke(result: CommandResult, question: Question): Read {
  const stopped = faultOfProcess(result, "kagent", question.timeout);
  if (stopped) return stopped;
  const line = result.stdout.split("\n").find((each) => each.startsWith("{"));
  if (line) {
    try {
      return readTask(JSON.parse(line), question);
    } catch {
      return { kind: "cut", message: "kagent's answer is no whole JSON" };
    }
  }
  const said = result.stderr + result.stdout;
  if (/message ID is required|failed to decode response/i.test(said))
    return { kind: "unusable-runtime", message: "kagent invoke does not work with agents of the Go runtime" };
  if (/not found|404/i.test(said)) return { kind: "missing", message: "kagent has no such agent" };
  if (/deadline exceeded|Client\.Timeout|timed? ?out/i.test(said))
    return { kind: "hang", message: "kagent's own time was up without an answer" };
  if (!said.trim()) return { kind: "interrupted", message: "kagent ended without a word" };
  return faultInWords(said) ?? { kind: "failed", message: said.trim().slice(0, 160) };
}

async function healthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/** Calls `work` with the address of kagent's controller; null if it cannot be reached. */
async function withController<T>(
  settings: KagentSettings,
  work: (url: string | null) => Promise<T>,
): Promise<T> {
  if (settings.url) return work((await healthy(settings.url)) ? settings.url : null);
  const where = ["--context", settings.context, "--namespace", settings.namespace];
  const tunnel = await forward(where, "kagent-controller", 8083);
  try {
    for (let waited = 0; waited < 10_000 && !tunnel.gone(); waited += 150) {
      if (await healthy(tunnel.url)) return await work(tunnel.url);
      await sleep(150);
    }
    return await work(null);
  } finally {
    tunnel.stop();
  }
}

/**
 * A2A over HTTP (protocol 0.3): includes the task's state, and works with both runtimes. Null if the path does not
 * exist.
 */
async function overA2a(url: string, settings: KagentSettings, question: Question): Promise<Read | null> {
  const message = {
    kind: "message",
    messageId: randomUUID(),
    role: "user",
    parts: [{ kind: "text", text: question.prompt }],
  };
  const response = await fetch(`${url}/api/a2a/${settings.namespace}/${settings.agent}/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "message/send", params: { message } }),
    signal: until(question),
  });
  if (response.status === 404) return null;
  const body = (await response.json()) as { result?: unknown; error?: { message?: string } };
  if (body.result !== undefined) return readTask(body.result, question);
  const said = body.error?.message ?? `HTTP ${response.status}`;
  return faultInWords(said) ?? { kind: "failed", message: said.slice(0, 160) };
}

/** MCP: the same in all versions, but without the task's state, so only the form of the answer can be checked. */
async function overMcp(url: string, settings: KagentSettings, question: Question): Promise<Read> {
  const client = new Client({ name: "infra-orchestrator", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
  try {
    const result = await client.callTool(
      {
        name: "invoke_agent",
        arguments: { agent: `${settings.namespace}/${settings.agent}`, task: question.prompt },
      },
      undefined,
      { timeout: question.timeout, signal: until(question) },
    );
    const content = Array.isArray(result.content) ? (result.content as { text?: string }[]) : [];
    const joined = content.map(({ text }) => text ?? "").join("\n");
    let text = joined;
    try {
      const value = JSON.parse(joined) as { text?: string };
      if (typeof value.text === "string") text = value.text;
    } catch {
      // Some versions answer with plain text.
    }
    const extracted = extract(text, question.form);
    if (extracted.ok && result.isError !== true) return { text: extracted.text };
    return (
      faultInWords(text) ?? (extracted.ok ? { kind: "failed", message: text.slice(0, 160) } : extracted.fault)
    );
  } finally {
    await client.close();
  }
}

/** kagent, which runs in the cluster and assesses it. It receives the observations and is asked to change nothing. */
export function kagent(runner: Runner, settings: KagentSettings, outer: NodeJS.ProcessEnv): Agent {
  async function invoke(url: string, question: Question): Promise<{ read: Read; result: CommandResult }> {
    return inSandbox(outer, async ({ folder, env }) => {
      const file = join(folder, "task.txt");
      writeFileSync(file, question.prompt);
      const seconds = Math.max(1, Math.ceil(question.timeout / 1000) - 2);
      const result = await runner.run({
        file: "kagent",
        args: [
          ...["invoke", "--kagent-url", url, "-n", settings.namespace, "--agent", settings.agent],
          ...["--timeout", `${seconds}s`, "--file", file],
        ],
        cwd: join(folder, "work"),
        env,
        cleanEnv: true,
        timeout: question.timeout,
        sweep: true,
        ...(question.signal ? { signal: question.signal } : {}),
      });
      return { read: readInvoke(result, question), result };
    });
  }

  async function overHttp(url: string, question: Question): Promise<Read> {
    try {
      return (await overA2a(url, settings, question)) ?? (await overMcp(url, settings, question));
    } catch (error) {
      if (question.signal?.aborted)
        return { kind: "interrupted", message: "the question was stopped with the run" };
      const text = messageOf(error);
      if (/abort|timeout|timed out/i.test(text))
        return { kind: "hang", message: "kagent did not answer in time" };
      return faultInWords(text) ?? { kind: "unreachable", message: text.slice(0, 160) };
    }
  }

  return {
    name: "kagent",
    auditAs: "KAGENT",
    form: (_name, language) => ({ kind: "fence", language }),
    async available() {
      return withController(settings, async (url) => {
        if (!url)
          return {
            ok: false,
            reason: "kagent's controller does not answer in this cluster",
            remedy: "Install kagent (kagent install), or set KAGENT_URL",
          };
        const known = await fetch(`${url}/api/agents/${settings.namespace}/${settings.agent}`).catch(
          () => null,
        );
        if (known?.status === 404)
          return { ok: false, reason: `kagent has no agent ${settings.agent}`, remedy: "Set KAGENT_AGENT" };
        return { ok: true, version: which("kagent", outer.PATH) ? "command line" : "HTTP" };
      });
    },
    async ask(question): Promise<Answer> {
      return withController(settings, async (url): Promise<Answer> => {
        const started = performance.now();
        const finish = (read: Read, result?: CommandResult): Answer => {
          const evidence = result
            ? evidenceOf("kagent", "kagent invoke", result)
            : {
                agent: "kagent" as const,
                command: "kagent over HTTP",
                exitCode: null,
                durationMs: Math.round(performance.now() - started),
                output: sha256("text" in read ? read.text : read.message),
              };
          return "text" in read
            ? { ok: true, text: read.text, evidence }
            : { ok: false, fault: read, evidence };
        };
        if (!url) return finish({ kind: "unreachable", message: "kagent's controller does not answer" });
        if (!which("kagent", outer.PATH)) return finish(await overHttp(url, question));
        const { read, result } = await invoke(url, question);
        if ("kind" in read && read.kind === "unusable-runtime") return finish(await overHttp(url, question));
        return finish(read, result);
      });
    },
  };
}
