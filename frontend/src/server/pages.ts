import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { signInFor } from "../auth/next-page.ts";
import { parseTheme, themeCookie } from "../ui/theme-name.ts";
import { malformed } from "./checks.ts";
import { bringsSession } from "./cookies.ts";
import { sendProblem } from "./problem.ts";
import { pageHeaders } from "./security-headers.ts";

const yearSeconds = 31_536_000;

/**
 * Answers page requests: with security headers, or a redirect to the sign-in page.
 * @param draw the handler of Next.js, which renders the pages and serves their files
 * @param development whether pages are rendered from source
 */
export function createPages(draw: RequestListener, development = false): RequestListener {
  return (request, response) => {
    const address = addressOf(request.url ?? "/");
    if (!address) return sendProblem(response, malformed("The address cannot be read."));
    const { pathname, search } = address;
    if (pathname.startsWith("/_next/static/")) return draw(request, response);
    const headers = pageHeaders(randomBytes(16).toString("base64"), development);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("Cache-Control", "private, no-store");
    if (pathname === "/theme" && request.method === "PUT") return void keepTheme(request, response);
    const path = pathname.replace(/\/+$/, "") || "/";
    const isStored = /^\/c\/[^/]+$/.test(path);
    if (bringsSession(request)) {
      if (isStored) request.url = "/?stored";
    } else if (path === "/") {
      // Separate pages, so that the sign-in page and the app do not load each other's scripts.
      request.url = `/enter${search}`;
    } else if (isStored || path === "/settings") {
      response.writeHead(307, { Location: signInFor(path) }).end();
      return;
    }
    draw(request, response);
  };
}

/** The requested URL, without taking what follows two slashes or a backslash for a host; null if it cannot be parsed. */
function addressOf(target: string): URL | null {
  return URL.parse(target.startsWith("/") ? `http://localhost${target}` : target, "http://localhost");
}

/** Stores the theme in a cookie, so that every page is rendered in it from the start. */
async function keepTheme(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let sent = "";
  try {
    for await (const part of request.setEncoding("utf8")) sent = (sent + part).slice(0, 20);
  } catch {
    // A client that disconnected needs no response.
    return;
  }
  const theme = parseTheme(sent);
  const cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly`;
  response.writeHead(204, { "Set-Cookie": cookie }).end();
}
