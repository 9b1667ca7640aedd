import type { IncomingMessage } from "node:http";

type Request = Pick<IncomingMessage, "headers">;

/** The value of a cookie the browser sent; undefined if there is none. */
export function cookieOf(request: Request | undefined, name: string): string | undefined {
  return cookiesOf(request).find((cookie) => cookie.name === name)?.value;
}

/**
 * Whether the browser sent a session cookie. This only decides which page to render first: the API decides what a
 * session may do, and a page whose session has ended redirects to the sign-in page.
 */
export function bringsSession(request: Request): boolean {
  return cookiesOf(request).some(({ name, value }) => name.endsWith(".session_token") && value !== "");
}

function cookiesOf(request: Request | undefined): { name: string; value: string }[] {
  return (request?.headers.cookie ?? "").split(";").map((pair) => {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    return { name: name.trim(), value: value.trim() };
  });
}
