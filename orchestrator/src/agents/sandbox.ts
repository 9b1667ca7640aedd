import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentName } from "../contract/schema.ts";
import type { CommandResult } from "../exec/run.ts";
import { Secret } from "../exec/secret.ts";
import { sha256 } from "../files.ts";
import type { Evidence } from "./agent.ts";

/** Variables for a program that only writes text: the path of programs, the locale, a home folder of its own. */
const KEPT = [
  "PATH",
  "LANG",
  "LC_ALL",
  "TZ",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "HTTPS_PROXY",
  "HTTP_PROXY",
  "NO_PROXY",
];

export interface Sandbox {
  folder: string;
  env: Record<string, string | Secret | undefined>;
}

/** The model's key and address from the user's environment; keys are masked from here on. */
export interface ModelSettings {
  apiKey?: Secret;
  baseUrl?: string;
  model: string;
  geminiKey?: Secret;
}

/** Reads `OPENAI_*` and `GEMINI_API_KEY`, which all these programs support. */
export function modelSettings(env: NodeJS.ProcessEnv): ModelSettings {
  const baseUrl = env.OPENAI_ENDPOINT ?? env.OPENAI_BASE_URL ?? env.OPENAI_API_BASE;
  return {
    ...(env.OPENAI_API_KEY ? { apiKey: new Secret(env.OPENAI_API_KEY) } : {}),
    ...(env.GEMINI_API_KEY ? { geminiKey: new Secret(env.GEMINI_API_KEY) } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    model: env.OPENAI_MODEL ?? "gpt-4.1-mini",
  };
}

/** Calls `work` with an empty folder that is the home, temporary and working folder, and removes it afterwards. */
export async function inSandbox<T>(
  outer: NodeJS.ProcessEnv,
  work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "infra-orchestrator-agent-"));
  mkdirSync(join(folder, "work"));
  const kept = Object.fromEntries(KEPT.map((name) => [name, outer[name]]));
  try {
    return await work({
      folder,
      env: { ...kept, HOME: folder, TMPDIR: folder, XDG_CONFIG_HOME: join(folder, ".config") },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is recorded about a call. */
export function evidenceOf(agent: AgentName, command: string, result: CommandResult): Evidence {
  return {
    agent,
    command,
    exitCode: result.exitCode,
    durationMs: result.durationMs,
    output: sha256(result.stdout + result.stderr),
  };
}
