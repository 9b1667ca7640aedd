import type { IncomingMessage, ServerResponse } from "node:http";
import { lastOf } from "./checks.ts";

/**
 * Every security header of the pages and their files. Nothing here depends on TLS or on the host name,
 * so that the same image works on `http://192.168.49.2:30080` and behind a TLS proxy: no
 * upgrade-insecure-requests.
 */
const common = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Headers of built files, in the format of the Next.js configuration. */
export const assetHeaders = Object.entries(common).map(([key, value]) => ({ key, value }));

/**
 * Headers of a page.
 * @param nonce the nonce of scripts and styles in this response
 * @param development the development server uses eval and a WebSocket
 */
export function pageHeaders(nonce: string, development = false): Record<string, string> {
  return { ...common, "Content-Security-Policy": contentSecurityPolicy(nonce, development) };
}

/** The nonce in a response's policy; empty if it has no policy. */
export function nonceOf(response: Pick<ServerResponse, "getHeader"> | undefined): string {
  return /'nonce-([^']+)'/.exec(String(response?.getHeader("Content-Security-Policy") ?? ""))?.[1] ?? "";
}

function contentSecurityPolicy(nonce: string, development: boolean): string {
  const directives = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src": `'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src": "'self' data:",
    "font-src": "'self'",
    "worker-src": "'self'",
    "connect-src": `'self'${development ? " ws:" : ""}`,
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

/**
 * Strict-Transport-Security for requests over https, according to the corrected X-Forwarded-Proto; nothing for others.
 * Subdomains are excluded: they may belong to someone else, and use http.
 */
export function strictTransport(request: IncomingMessage): [name: string, value: string][] {
  const secure = lastOf(request.headers["x-forwarded-proto"]) === "https";
  return secure ? [["Strict-Transport-Security", "max-age=31536000"]] : [];
}
