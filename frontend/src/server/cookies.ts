import type { IncomingMessage } from "node:http";

type Request = Pick<IncomingMessage, "headers">;

/** The value of a cookie the browser sent; undefined when it sent none of that name. */
export function cookieOf(request: Request | undefined, name: string): string | undefined {
  return cookiesOf(request).find((cookie) => cookie.name === name)?.value;
}

/**
 * Whether the browser brings a session. Only which page to draw first hangs on it: the API decides what a
 * session may do, and a page whose session turns out to have ended leads to signing in.
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
