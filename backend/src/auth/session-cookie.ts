import { createHmac, timingSafeEqual } from "node:crypto";

/** Prefix of the names of Better Auth's cookies. Under https no other host can set those (RFC 6265bis §4.1.3.2). */
export const cookiePrefix = (secure: boolean): string => (secure ? "__Host-todo" : "todo");

/** What a browser sends of its session. */
export interface ShownSession {
  /** Token and signature as received. */
  value: string;
  /** Whether the session ends with the browser, in which case it is never extended. */
  isBrief: boolean;
}

/** The session in a `Cookie` header; null if there is none. Of cookies with the same name the first counts. */
export function shownSession(header: string, secure: boolean): ShownSession | null {
  const prefix = cookiePrefix(secure);
  const value = cookieOf(header, `${prefix}.session_token`);
  return value ? { value, isBrief: cookieOf(header, `${prefix}.dont_remember`) !== null } : null;
}

/** The token if the server signed it (HMAC-SHA-256); null otherwise. */
export function signedToken(value: string, secret: string): string | null {
  const plain = decoded(value);
  const dot = plain.lastIndexOf(".");
  if (dot < 1) return null;
  const token = plain.slice(0, dot);
  const given = Buffer.from(plain.slice(dot + 1), "base64");
  const right = createHmac("sha256", secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

function cookieOf(header: string, name: string): string | null {
  for (const pair of header.split(";")) {
    const end = pair.indexOf("=");
    if (end > 0 && pair.slice(0, end).trim() === name) return pair.slice(end + 1).trim();
  }
  return null;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
