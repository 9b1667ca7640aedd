import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult, Runner } from "../exec/run.ts";
import { readIfThere } from "../files.ts";
import type { Agent, Answer, Availability, Fault, Question } from "./agent.ts";
import { extract, plain } from "./extract.ts";
import { faultInWords, faultOfProcess } from "./faults.ts";
import { evidenceOf, inSandbox, type ModelSettings } from "./sandbox.ts";

/** Two programs share this name: `google` is GoogleCloudPlatform/kubectl-ai, `sozercan` an older plugin. */
export type Variant = "google" | "sozercan";

/** Tells the two apart by their help: the second would take a request for its version as a prompt. */
export function variantOf(help: string): Variant | null {
  if (/--llm-provider|--quiet/.test(help)) return "google";
  if (/--require-confirmation|--raw\b|Please provide an OpenAI key/i.test(help)) return "sozercan";
  return null;
}

// Its own system prompt tells it to act with tools. It is a Go template: no double braces in here.
const SYSTEM_PROMPT = `You write Kubernetes manifests and Helm templates as text.
You have no cluster. Never call a tool, never run a command, never ask a question.
Answer with exactly one fenced code block. Its first line is the BEGIN line asked for, its last line the END line.
`;

/**
 * The model's original text from a trace, because standard output has lost its fences and wraps long lines. Null if the
 * trace has no answer in the format of an OpenAI-compatible server.
 */
export function wordsInTrace(trace: string): string | null {
  const answer = trace.split(/^---$/m).findLast((event) => /^\s*action: http\.response$/m.test(event));
  const pieces: string[] = [];
  for (const [, data = ""] of (answer ?? "").matchAll(/^\s*data: (\{.*\})\s*$/gm))
    try {
      const chunk = JSON.parse(data) as { choices?: { delta?: { content?: string | null } }[] };
      pieces.push(chunk.choices?.[0]?.delta?.content ?? "");
    } catch {
      return null;
    }
  const text = pieces.join("");
  return text.trim() ? text : null;
}

/**
 * Reads the output of Google's kubectl-ai, whose exit code is usually 0.
 * @param raw the model's original text, if it is known from elsewhere than standard output
 */
export function readKubectlAi(
  result: CommandResult,
  question: Question,
  raw?: string | null,
): { text: string } | Fault {
  const said = plain(result.stdout).join("\n");
  const words = faultInWords(
    `${result.stdout}\n${result.exitCode === 1 || result.timedOut ? result.stderr : ""}`,
  );
  const stopped = faultOfProcess(result, "kubectl-ai", question.timeout);
  // It sometimes prints an error and then hangs: the error is the cause.
  if (stopped)
    return stopped.kind === "hang" && /^Error:/m.test(said) && words
      ? { ...words, message: `${words.message}, and then did not end` }
      : stopped;
  if (
    /RunOnce mode cannot handle permission requests|requires? (your )?permission/i.test(said + result.stderr)
  )
    return {
      kind: "refused-write",
      message: "the model asked for a command that changes something; it was refused",
    };
  if (
    /tool .* not (found|recognized)|unknown tool|no such tool|parsing tool call/i.test(said + result.stderr)
  )
    return { kind: "unknown-tool", message: "the model asked for a tool that does not exist" };
  if (/Empty response from LLM/.test(said))
    return { kind: "empty", message: "it said: Empty response from LLM" };
  if (result.exitCode !== 0)
    return words ?? { kind: "failed", message: `it ended with exit code ${result.exitCode}` };
  const own = raw ? extract(raw, question.form) : null;
  if (own?.ok) return { text: own.text };
  const extracted = extract(result.stdout, question.form);
  if (extracted.ok) return { text: extracted.text };
  if (extracted.fault.kind === "no-block" && /^\s*Running: /m.test(said))
    return { kind: "gave-up", message: "it used its iterations for tools and gave no answer" };
  if (extracted.fault.kind === "no-block" && /^Error:/m.test(said) && words) return words;
  return extracted.fault;
}

/** kubectl-ai as a writer of manifests: without a cluster, a home folder or any permissions. */
export function kubectlAi(runner: Runner, settings: ModelSettings, outer: NodeJS.ProcessEnv): Agent {
  let variant: Variant | null = null;

  async function available(): Promise<Availability> {
    const help = await inSandbox(outer, ({ env }) =>
      runner.run({ file: "kubectl-ai", args: ["--help"], env, cleanEnv: true, timeout: 10_000, sweep: true }),
    );
    if (help.missing)
      return {
        ok: false,
        reason: "kubectl-ai is not installed",
        remedy: "Install github.com/GoogleCloudPlatform/kubectl-ai",
      };
    variant = variantOf(help.stdout + help.stderr);
    if (!variant)
      return {
        ok: false,
        reason: "a kubectl-ai is there, but neither of the two that are known",
        remedy: "",
      };
    if (!settings.apiKey && !(settings.geminiKey && variant === "google"))
      return {
        ok: false,
        reason: "kubectl-ai has no key of a model",
        remedy: "Set OPENAI_API_KEY (any text for a local server) and OPENAI_ENDPOINT, or GEMINI_API_KEY",
      };
    return { ok: true, version: variant === "google" ? "GoogleCloudPlatform" : "sozercan" };
  }

  async function ask(question: Question): Promise<Answer> {
    return inSandbox(outer, async ({ folder, env }) => {
      const model: typeof env = { ...env, OPENAI_API_KEY: settings.apiKey };
      if (settings.baseUrl) model.OPENAI_ENDPOINT = settings.baseUrl;
      const openai = settings.apiKey !== undefined;
      if (!openai) model.GEMINI_API_KEY = settings.geminiKey;
      const system = join(folder, "system.txt");
      const trace = join(folder, "trace.yaml");
      writeFileSync(system, SYSTEM_PROMPT);
      const google = [
        ...["--quiet", "--llm-provider", openai ? "openai" : "gemini"],
        ...(openai ? ["--model", settings.model] : []),
        ...["--kubeconfig", "/dev/null", "--prompt-template-file-path", system, "--max-iterations", "4"],
        // The trace contains the key. It is written to the sandbox, which only its owner can read and which is removed
        // afterwards.
        ...["--trace-path", trace, "--remove-workdir", "--skip-permissions=false"],
      ];
      const sozercan = ["--raw", "--require-confirmation=false"];
      const options = variant === "sozercan" ? sozercan : google;
      const result = await runner.run({
        file: "kubectl-ai",
        args: [...options, question.prompt],
        cwd: join(folder, "work"),
        env: model,
        cleanEnv: true,
        timeout: question.timeout,
        sweep: true,
        ...(question.signal ? { signal: question.signal } : {}),
      });
      const evidence = evidenceOf("kubectl-ai", `kubectl-ai ${options[0]}`, result);
      const read =
        variant === "sozercan"
          ? readBare(result, question)
          : readKubectlAi(result, question, wordsInTrace(readIfThere(trace) ?? ""));
      return "text" in read ? { ok: true, text: read.text, evidence } : { ok: false, fault: read, evidence };
    });
  }

  return {
    name: "kubectl-ai",
    auditAs: "KUBECTL-AI",
    form: (name) => ({ kind: "sentinel", name }),
    available,
    ask,
  };
}

/** The older plugin prints plain YAML, and exits 1 with a message on errors. */
function readBare(result: CommandResult, question: Question): { text: string } | Fault {
  const stopped = faultOfProcess(result, "kubectl-ai", question.timeout);
  if (stopped) return stopped;
  if (result.exitCode !== 0)
    return (
      faultInWords(result.stdout + result.stderr) ?? {
        kind: "failed",
        message: `exit code ${result.exitCode}`,
      }
    );
  const marked = extract(result.stdout, question.form);
  if (marked.ok || marked.fault.kind === "truncated") return marked.ok ? { text: marked.text } : marked.fault;
  const whole = extract(result.stdout, { kind: "text" });
  return whole.ok ? { text: whole.text.replace(/^```\w*\n|\n```\s*$/g, "") } : whole.fault;
}
