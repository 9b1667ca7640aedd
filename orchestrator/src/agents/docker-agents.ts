import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type CommandResult, type Runner, which } from "../exec/run.ts";
import type { Agent, Answer, Fault, Question } from "./agent.ts";
import { extract, plain } from "./extract.ts";
import { faultInWords, faultOfProcess } from "./faults.ts";
import { evidenceOf, inSandbox, type ModelSettings } from "./sandbox.ts";

const INSTRUCTION =
  "You write Dockerfiles. Use no tools and ask nothing. Answer with the whole file in exactly one fenced block.";
const CONFIRMATION = /Tool call requires confirmation|Can I run this tool\?/;

/** Reads the output of `docker ai`: a header, tool lines, text. Its exit code is undocumented. */
export function readGordon(result: CommandResult, question: Question): { text: string } | Fault {
  const stopped = faultOfProcess(result, "docker ai", question.timeout);
  if (stopped) return stopped;
  const everything = `${result.stdout}\n${result.stderr}`;
  if (/'ai' is not a docker command|unknown command/i.test(everything))
    return { kind: "missing", message: "docker ai is not installed: Gordon is a part of Docker Desktop" };
  if (
    /not enabled|enable .*beta|sign in|signed in|log ?in required/i.test(everything) &&
    !everything.includes("FROM ")
  )
    return { kind: "failed", message: "Gordon is not enabled, or nobody is signed in to Docker Desktop" };
  const lines = plain(result.stdout).filter(
    (line) =>
      !/^--- Agent: .* ---$/.test(line) &&
      !/^Calling [\w-]+\(/.test(line) &&
      !/^[\w-]+ response →/.test(line),
  );
  const extracted = extract(lines.join("\n"), question.form);
  if (extracted.ok) return { text: extracted.text };
  if (CONFIRMATION.test(everything))
    return { kind: "refused-write", message: "it wanted to use a tool, which nobody may approve here" };
  return faultInWords(everything) ?? extracted.fault;
}

/** Gordon, Docker Desktop's agent. It needs the user's home folder, which holds its sign-in. */
export function gordon(runner: Runner, outer: NodeJS.ProcessEnv): Agent {
  return {
    name: "gordon",
    auditAs: "GORDON",
    form: (_name, language) => ({ kind: "fence", language }),
    async available() {
      const probe = await runner.run({
        file: "docker",
        args: ["ai", "version"],
        timeout: 10_000,
        sweep: true,
      });
      if (!probe.missing && !probe.timedOut && probe.exitCode === 0)
        return { ok: true, version: plain(probe.stdout).join(" ").trim().slice(0, 60) };
      return {
        ok: false,
        reason: probe.timedOut ? "docker ai does not answer" : "docker ai (Gordon) is not installed",
        remedy: "Gordon comes with Docker Desktop: Settings, Beta features, Enable Docker AI",
      };
    },
    async ask(question): Promise<Answer> {
      return inSandbox(outer, async ({ folder, env }) => {
        const result = await runner.run({
          file: "docker",
          args: ["ai", "-C", join(folder, "work"), question.prompt],
          cwd: join(folder, "work"),
          env: { ...env, HOME: outer.HOME ?? homedir() },
          cleanEnv: true,
          timeout: question.timeout,
          sweep: true,
          ...(question.signal ? { signal: question.signal } : {}),
        });
        const evidence = evidenceOf("gordon", "docker ai", result);
        const read = readGordon(result, question);
        return "text" in read
          ? { ok: true, text: read.text, evidence }
          : { ok: false, fault: read, evidence };
      });
    },
  };
}

interface Event {
  type?: string;
  content?: unknown;
  error?: unknown;
}

/** Reads the output of `docker agent run --exec --json`: one event per line, none of which reports errors. */
export function readDockerAgent(result: CommandResult, question: Question): { text: string } | Fault {
  const events: Event[] = result.stdout.split("\n").flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === "object" && value !== null ? [value as Event] : [];
    } catch {
      return [];
    }
  });
  const said = events
    .filter((event) => event.type === "agent_choice")
    .map((event) => String(event.content ?? ""))
    .join("");
  const begun = said.trim() ? ` after ${said.length} characters` : "";
  const stopped = faultOfProcess(result, "docker agent", question.timeout);
  if (stopped) return { ...stopped, message: stopped.message + begun };
  if (result.exitCode !== 0) {
    if (/is not a docker command/.test(result.stderr))
      return { kind: "missing", message: "docker agent is not installed" };
    const words = faultInWords(result.stderr) ?? {
      kind: "failed",
      message: `it ended with exit code ${result.exitCode}`,
    };
    return begun ? { kind: "cut", message: `${words.message}; the answer was cut off${begun}` } : words;
  }
  const asked = events.some((event) => event.type === "tool_call_confirmation");
  const ended = events.some((event) => event.type === "stream_stopped");
  if (!ended) return { kind: "interrupted", message: `it ended without the end of its answer${begun}` };
  const extracted = extract(said, question.form);
  if (extracted.ok) return { text: extracted.text };
  if (asked) return { kind: "refused-write", message: "the model asked for a tool, which was refused" };
  return extracted.fault;
}

/** `docker agent`, Docker's scriptable agent: the first fallback for Gordon. */
export function dockerAgent(runner: Runner, settings: ModelSettings, outer: NodeJS.ProcessEnv): Agent {
  // The stand-alone program needs no folder of plugins; a plugin may be in the user's home folder.
  const standalone = which("docker-agent", outer.PATH) !== null;
  const [file, first] = standalone ? ["docker-agent", []] : ["docker", ["agent"]];
  const dockerConfig = outer.DOCKER_CONFIG ?? join(outer.HOME ?? homedir(), ".docker");
  return {
    name: "docker-agent",
    auditAs: "GORDON",
    form: (_name, language) => ({ kind: "fence", language }),
    async available() {
      const probe = await inSandbox(outer, ({ env }) =>
        runner.run({
          file,
          args: [...first, "version"],
          env: { ...env, DOCKER_CONFIG: dockerConfig, TELEMETRY_ENABLED: "false" },
          cleanEnv: true,
          timeout: 10_000,
          sweep: true,
        }),
      );
      if (probe.missing || probe.exitCode !== 0)
        return {
          ok: false,
          reason: "docker agent is not installed",
          remedy: "Install github.com/docker/docker-agent, or Docker Desktop 4.63 or newer",
        };
      if (!settings.apiKey)
        return {
          ok: false,
          reason: "docker agent has no key of a model",
          remedy: "Set OPENAI_API_KEY (any text for a local server) and OPENAI_ENDPOINT",
        };
      return { ok: true, version: /v?\d+\.\d+[\w.-]*/.exec(probe.stdout)?.[0] ?? "unknown" };
    },
    async ask(question): Promise<Answer> {
      return inSandbox(outer, async ({ folder, env }) => {
        const provider = {
          api_type: "openai_chatcompletions",
          base_url: settings.baseUrl ?? "https://api.openai.com/v1",
          token_key: "AGENT_MODEL_KEY",
        };
        const definition = join(folder, "agent.yaml");
        writeFileSync(
          definition,
          stringify({
            providers: { model: provider },
            agents: {
              root: {
                model: `model/${settings.model}`,
                description: "Writes Dockerfiles",
                instruction: INSTRUCTION,
              },
            },
          }),
        );
        const result = await runner.run({
          file,
          args: [
            ...first,
            "run",
            "--exec",
            "--json",
            "--hide-tool-calls",
            "--session-db",
            ":memory:",
            definition,
            "-",
          ],
          cwd: join(folder, "work"),
          env: {
            ...env,
            DOCKER_CONFIG: standalone ? undefined : dockerConfig,
            AGENT_MODEL_KEY: settings.apiKey,
            TELEMETRY_ENABLED: "false",
          },
          cleanEnv: true,
          input: question.prompt,
          timeout: question.timeout,
          sweep: true,
          ...(question.signal ? { signal: question.signal } : {}),
        });
        const evidence = evidenceOf(
          "docker-agent",
          `${[file, ...first].join(" ")} run --exec --json`,
          result,
        );
        const read = readDockerAgent(result, question);
        return "text" in read
          ? { ok: true, text: read.text, evidence }
          : { ok: false, fault: read, evidence };
      });
    },
  };
}
