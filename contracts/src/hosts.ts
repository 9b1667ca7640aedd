/** A host with an optional port, as in a Host header: a name, an IPv4 address, or an IPv6 address in brackets. */
const authority = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;

/**
 * The host of a Host header, without its port, in lower case and without a trailing dot.
 * @returns null if it is not a host, such as “a b”, “me@home” or one with a path
 * @see RFC 9110 §7.2
 */
export function hostnameOf(header: string | undefined): string | null {
  if (header === undefined || !authority.test(header) || !URL.canParse(`http://${header}`)) return null;
  return new URL(`http://${header}`).hostname.replace(/\.$/, "");
}

/**
 * Whether a server accepts requests for a host. Network addresses and `localhost` are always accepted: a page whose
 * name is rebound (DNS rebinding) still sends its own name in Host. Any other name must be configured.
 * @param hostname as returned by `hostnameOf`
 * @param names as returned by `parseHosts`
 */
export function isAllowedHost(hostname: string, names: readonly string[]): boolean {
  const isAddress = hostname.startsWith("[") || /^\d+(\.\d+){3}$/.test(hostname);
  const isGiven = (name: string) => (name.startsWith(".") ? hostname.endsWith(name) : hostname === name);
  return isAddress || hostname === "localhost" || hostname.endsWith(".localhost") || names.some(isGiven);
}

/**
 * The names in a setting such as `ALLOWED_HOSTS`, separated by commas or spaces. `*.example.org` stands for every
 * host below example.org, and is returned as `.example.org`.
 * @returns null if one of them is not a host
 */
export function parseHosts(setting: string): string[] | null {
  const entries = setting.split(/[\s,]+/).filter((entry) => entry !== "");
  const hosts = entries.map((entry) => {
    const hostname = hostnameOf(entry.replace(/^\*\./, ""));
    return hostname !== null && entry.startsWith("*.") ? `.${hostname}` : hostname;
  });
  return hosts.every((host) => host !== null) ? hosts : null;
}
