/**
 * Where to go after signing in: the page named by `next`, if it is one of ours.
 * @param search the query part of the address
 */
export function nextPage(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  const base = "http://localhost";
  if (!next.startsWith("/") || !URL.canParse(next, base)) return "/";
  const target = new URL(next, base);
  // "//host" and "/\host" lead to other sites.
  return target.origin === base ? target.pathname + target.search : "/";
}
