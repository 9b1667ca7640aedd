import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pageHeaders } from "./server/security-headers.ts";

/** Gives each page its security headers. Next reads the nonce from the policy on the request. */
export function proxy(request: NextRequest): NextResponse {
  const headers = pageHeaders(randomBytes(16).toString("base64"), process.env.NODE_ENV === "development");
  const forwarded = new Headers(request.headers);
  for (const [name, value] of Object.entries(headers)) forwarded.set(name, value);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/** The API answers with headers of its own, and must not have its bodies buffered here. */
export const config = { matcher: ["/((?!api/|mcp$|_next/static/).*)"] };
