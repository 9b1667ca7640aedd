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
 * Answers whoever asks for a page: with its security headers, or the way to signing in.
 * @param draw Next, which draws the pages and has their files
 * @param development whether pages are drawn from their sources
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
      // A page of its own: the way in and the app do not load the scripts of each other.
      request.url = `/enter${search}`;
    } else if (isStored || path === "/settings") {
      response.writeHead(307, { Location: signInFor(path) }).end();
      return;
    }
    draw(request, response);
  };
}

/** What a request asks for, without taking what follows two slashes, or a backslash, for a host; null when it is no address. */
function addressOf(target: string): URL | null {
  return URL.parse(target.startsWith("/") ? `http://localhost${target}` : target, "http://localhost");
}

/** Keeps the theme in a cookie, so that every page is drawn in it from the first moment. */
async function keepTheme(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let sent = "";
  try {
    for await (const part of request.setEncoding("utf8")) sent = (sent + part).slice(0, 20);
  } catch {
    // Whoever breaks off has no use for an answer.
    return;
  }
  const theme = parseTheme(sent);
  const cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly`;
  response.writeHead(204, { "Set-Cookie": cookie }).end();
}
