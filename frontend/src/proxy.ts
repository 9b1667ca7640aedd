import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pageHeaders } from "./server/security-headers.ts";
import { hasSession } from "./server/session.ts";

/**
 * Gives each page its security headers. Next reads the nonce from the policy on the request. The address of the app
 * shows the way in to who brings no session, as a page of its own: neither loads the scripts of the other.
 */
export function proxy(request: NextRequest): NextResponse {
  const headers = pageHeaders(randomBytes(16).toString("base64"), process.env.NODE_ENV === "development");
  const forwarded = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) forwarded.set(name, value);
  const enters = request.nextUrl.pathname === "/" && !hasSession(request.cookies.getAll());
  const options = { request: { headers: forwarded } };
  const response = enters
    ? NextResponse.rewrite(new URL("/enter", request.url), options)
    : NextResponse.next(options);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/** The API answers with headers of its own, and must not have its bodies buffered here. */
export const config = { matcher: ["/((?!api/|mcp$|_next/static/).*)"] };
