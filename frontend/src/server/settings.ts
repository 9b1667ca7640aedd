import { parseHosts } from "@todo-chatbot/contracts/hosts";

/** The environment at run time, where an empty variable counts as unset. */
function read(name: string): string | undefined {
  return process.env[name]?.trim() || undefined;
}

/** Where the API is, without a trailing slash. */
export function backendUrl(): URL {
  return new URL(read("NEXT_PUBLIC_API_URL") ?? "http://127.0.0.1:8000");
}

/**
 * Whether there is a proxy in front that sets the X-Forwarded headers. Otherwise
 * anyone could send those headers, and they are dropped.
 */
export function trustsForwardedHeaders(): boolean {
  return ["1", "true", "yes", "on"].includes(read("TRUST_FORWARDED_HEADERS")?.toLowerCase() ?? "");
}

/**
 * Host names this server accepts, in addition to addresses and localhost.
 * @throws {Error} if the setting lists something else
 */
export function allowedHosts(): string[] {
  const hosts = parseHosts(read("ALLOWED_HOSTS") ?? "");
  if (!hosts)
    throw new Error("ALLOWED_HOSTS must be host names separated by commas, such as todo.example.org.");
  return hosts;
}

/** Where to listen. */
export function listenOn(): { host: string; port: number } {
  return { host: read("HOSTNAME") ?? "0.0.0.0", port: Number(read("PORT") ?? 3000) };
}

/** How long, in milliseconds, requests are still taken after SIGTERM, so that load balancers notice. */
export function drainMs(): number {
  const seconds = Number(read("DRAIN_SECONDS") ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
