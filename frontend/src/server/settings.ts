/**
 * The environment at run time. Read by a computed name, since the build replaces
 * `process.env.NEXT_PUBLIC_…` with the value it has then, and one image must work with any backend.
 */
function read(name: string): string | undefined {
  return process.env[name]?.trim() || undefined;
}

/** Where the API is, without a trailing slash. */
export function backendUrl(): URL {
  return new URL(read("NEXT_PUBLIC_API_URL") ?? "http://127.0.0.1:8000");
}

/**
 * Whether a proxy that sets the X-Forwarded headers stands in front of this server. Unless it does,
 * those headers come from anyone and are dropped.
 */
export function trustsForwardedHeaders(): boolean {
  return ["1", "true", "yes", "on"].includes(read("TRUST_FORWARDED_HEADERS")?.toLowerCase() ?? "");
}

/** How long, in milliseconds, requests are still taken after SIGTERM, so that load balancers notice. */
export function drainMs(): number {
  const seconds = Number(read("DRAIN_SECONDS") ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
