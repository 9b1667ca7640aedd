/**
 * Where to go after signing in: the page named by `next`, if it is one of ours.
 * @param search the query part of the address
 */
export function nextPage(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  const base = "http://localhost";
  if (!next.startsWith("/") || !URL.canParse(next, base)) return "/";
  const target = new URL(next, base);
  const page = target.pathname + target.search;
  // "//host" and "/\host" lead to other sites, even if they only appear once dots are resolved: "/.//host".
  return target.origin === base && /^\/(?![/\\])/.test(page) ? page : "/";
}

/** The address of the sign-in page, which returns to the given page afterwards. */
export const signInFor = (page: string): string => `/sign-in?next=${encodeURIComponent(page)}`;
