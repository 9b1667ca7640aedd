import { parseHosts } from "@todo-chatbot/contracts";
import { z } from "zod";

/**
 * Every environment variable the server reads, with its meaning. An empty one counts as unset, since
 * Compose files and ConfigMaps cannot unset a variable.
 */
const environment = z.object({
  BACKEND_PORT: port("Set it to a free port, such as 8000.").default(8000).describe("Port of the API"),
  BACKEND_HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address the API listens on; 0.0.0.0 in a container, where others must reach it"),
  WORKERS: count(1, 64, "Set it to the number of cores, or leave it out.")
    .default(1)
    .describe(
      "Server processes behind the port, at most one per core; more than one needs PostgreSQL, with " +
        "DATABASE_POOL_SIZE connections for each",
    ),
  METRICS_PORT: port("Set it to a free port, such as 9464, or leave it out.")
    .optional()
    .describe("Port of /metrics (Prometheus), which is never served on the API's port; unset: not served"),
  DATABASE_URL: z
    .string()
    .refine(isPostgresAddress, {
      error:
        "must be a PostgreSQL address. Set it to postgres://USER:PASSWORD@HOST:5432/DATABASE, with #, ?, / and @ of the password percent-encoded (%23, %3F, %2F, %40).",
    })
    .optional()
    .describe("PostgreSQL; unset: an embedded database under DATA_DIR"),
  DATABASE_POOL_SIZE: count(1, 200, "Set it to a number from 1 to 200.")
    .default(10)
    .describe("PostgreSQL connections per process, one more for live changes"),
  DATA_DIR: z
    .string()
    .default("./data")
    .describe("Folder of the embedded database and of the generated secret"),
  BETTER_AUTH_SECRET: z
    .string()
    .min(32, {
      error: "must have at least 32 characters. Make one with: openssl rand -hex 32",
    })
    .optional()
    .describe(
      "Signs sessions; unset: generated once and stored under DATA_DIR. Servers that share a database must share it",
    ),
  OPENAI_API_KEY: z
    .string()
    .optional()
    .describe("Key of the language model; unset with no base URL: built-in assistant"),
  OPENAI_BASE_URL: z
    .url({
      protocol: /^https?$/,
      error: "must be the http(s) address of an OpenAI-compatible API, such as http://127.0.0.1:11434/v1.",
    })
    .optional()
    .describe("Any OpenAI-compatible endpoint; unset: https://api.openai.com/v1"),
  OPENAI_MODEL: z.string().max(200).default("gpt-4.1-mini").describe("Name of the model at that endpoint"),
  ASSISTANT_FALLBACK: flag()
    .default(true)
    .describe("Whether the built-in assistant answers when the language model fails, and says so"),
  TURN_TIMEOUT_SECONDS: count(1, 600, "Set it to a number of seconds from 1 to 600.")
    .default(60)
    .describe("Maximum time of a chat turn, in seconds"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be one of fatal, error, warn, info, debug, trace, silent.",
    })
    .default("info")
    .describe("Minimum log level (JSON lines on stdout)"),
  TRUST_PROXY: count(0, 10, "Set it to the number of proxies in front of the API, 0 to 10.")
    .default(1)
    .describe(
      "Number of proxies in front (the frontend is one): that many entries of X-Forwarded-For, and " +
        "X-Forwarded-Host and -Proto, are trusted",
    ),
  ALLOWED_HOSTS: z
    .string()
    .default("")
    .transform((setting, { addIssue }) => {
      const hosts = parseHosts(setting);
      if (hosts === null) addIssue("must be host names separated by commas, such as todo.example.org.");
      return hosts ?? [];
    })
    .describe(
      "Host names under which people and the frontend reach this server, separated by commas; addresses and localhost " +
        "are always accepted. Others are refused as a protection against DNS rebinding",
    ),
  DRAIN_SECONDS: count(0, 300, "Set it to a number of seconds from 0 to 300.")
    .default(0)
    .describe(
      "How long to keep serving after SIGTERM, with /health failing, so that a load balancer stops sending requests",
    ),
  SHUTDOWN_SECONDS: count(1, 300, "Set it to a number of seconds from 1 to 300.")
    .default(20)
    .describe(
      "How long running answers may then take to finish; keep the sum below the platform's grace period",
    ),
  SIGN_IN_FAILURES: count(1, 100_000, "Set it to a number from 1 to 100000.")
    .default(10)
    .describe("Wrong passwords per account in 15 minutes before unknown devices must wait"),
  SIGN_IN_FAILURES_PER_ADDRESS: count(1, 100_000, "Set it to a number from 1 to 100000.")
    .default(100)
    .describe("Wrong passwords per network address in 15 minutes, across all accounts"),
  REGISTRATION: z
    .enum(["open", "invite", "closed"], { error: "must be one of open, invite, closed." })
    .default("open")
    .describe(
      "Who may create an account: open (anyone), invite (anyone with an invitation from somebody who has an account), " +
        "closed (no one). The first person always may",
    ),
  SIGN_UPS_PER_ADDRESS: count(1, 100_000, "Set it to a number from 1 to 100000.")
    .default(100)
    .describe("New accounts per network address and hour"),
  REQUESTS_PER_MINUTE: count(1, 1_000_000, "Set it to a number from 1 to 1000000.")
    .default(1200)
    .describe("Requests per minute and person (or address, if not signed in), on each server"),
});

const settings = environment.refine(
  ({ WORKERS, DATABASE_URL }) => WORKERS === 1 || DATABASE_URL !== undefined,
  {
    path: ["WORKERS"],
    error:
      "must be 1 with the embedded database, which belongs to one process. Leave it out, or set DATABASE_URL to a PostgreSQL address.",
  },
);

/** An unencoded #, ? or / in the password ends the host part, so the @ ends up in the path, query or fragment. */
function isPostgresAddress(text: string): boolean {
  if (!/^postgres(ql)?:\/\/\S+$/.test(text) || !URL.canParse(text)) return false;
  const { pathname, search, hash } = new URL(text);
  return !pathname.includes("@") && !hash.includes("@") && !/^\?[^=]*@/.test(search);
}

/** Env files of Docker and kubectl keep quotes as part of the value; other readers of .env remove them. */
const unquoted = (value: string) => /^\s*(["'])(.*)\1\s*$/s.exec(value)?.[2] ?? value;

function port(fix: string) {
  return count(0, 65_535, fix);
}

function count(min: number, max: number, fix: string) {
  const error = `must be a whole number from ${min} to ${max}. ${fix}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }));
}

function flag() {
  return z
    .enum(["true", "false", "1", "0", "yes", "no", "on", "off"], { error: "must be true or false." })
    .transform((word) => ["true", "1", "yes", "on"].includes(word));
}

/** The parsed environment of the server. */
export interface Config {
  host: string;
  port: number;
  /** Processes that serve; more than one only with PostgreSQL. */
  workers: number;
  metricsPort: number | null;
  /** null: embedded. */
  databaseUrl: string | null;
  databasePoolSize: number;
  dataDir: string;
  /** null: generated and stored in `dataDir`. */
  authSecret: string | null;
  model: {
    apiKey: string | null;
    baseUrl: string | null;
    name: string;
    fallback: boolean;
  };
  turnTimeoutMs: number;
  logLevel: z.infer<typeof environment>["LOG_LEVEL"];
  trustedProxies: number;
  /** As returned by `parseHosts`. */
  allowedHosts: string[];
  drainMs: number;
  shutdownMs: number;
  registration: z.infer<typeof environment>["REGISTRATION"];
  limits: {
    signInFailures: number;
    signInFailuresPerAddress: number;
    signUpsPerAddress: number;
    requestsPerMinute: number;
  };
}

/** The environment is invalid; the message names each variable and what to set. */
export class ConfigError extends Error {}

/**
 * Parses the environment. Values never appear in the message, since some are secrets.
 * @throws {ConfigError}
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const text = unquoted(value ?? "");
      return text.trim() ? [[name, text]] : [];
    }),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`).join("\n"),
    );
  }
  const v = parsed.data;
  return {
    host: v.BACKEND_HOST,
    port: v.BACKEND_PORT,
    workers: v.WORKERS,
    metricsPort: v.METRICS_PORT ?? null,
    databaseUrl: v.DATABASE_URL ?? null,
    databasePoolSize: v.DATABASE_POOL_SIZE,
    dataDir: v.DATA_DIR,
    authSecret: v.BETTER_AUTH_SECRET ?? null,
    model: {
      apiKey: v.OPENAI_API_KEY ?? null,
      baseUrl: v.OPENAI_BASE_URL ?? null,
      name: v.OPENAI_MODEL,
      fallback: v.ASSISTANT_FALLBACK,
    },
    turnTimeoutMs: v.TURN_TIMEOUT_SECONDS * 1000,
    logLevel: v.LOG_LEVEL,
    trustedProxies: v.TRUST_PROXY,
    allowedHosts: v.ALLOWED_HOSTS,
    drainMs: v.DRAIN_SECONDS * 1000,
    shutdownMs: v.SHUTDOWN_SECONDS * 1000,
    registration: v.REGISTRATION,
    limits: {
      signInFailures: v.SIGN_IN_FAILURES,
      signInFailuresPerAddress: v.SIGN_IN_FAILURES_PER_ADDRESS,
      signUpsPerAddress: v.SIGN_UPS_PER_ADDRESS,
      requestsPerMinute: v.REQUESTS_PER_MINUTE,
    },
  };
}

/** Name, meaning and default of each variable, for `.env.example` and the documentation. */
export function describeEnvironment(): { name: string; meaning: string; default: string | null }[] {
  return Object.entries(environment.shape).map(([name, schema]) => ({
    name,
    meaning: schema.description ?? "",
    default: schema instanceof z.ZodDefault ? String(schema.def.defaultValue) : null,
  }));
}
