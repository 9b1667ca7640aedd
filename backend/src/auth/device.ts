import type { Device } from "@todo-chatbot/contracts";
import Bowser from "bowser";

/** Longest User-Agent that is parsed: those of browsers are far shorter. */
export const longestUserAgent = 500;

/** The name of a program that is no browser, such as curl/8.5.0 (RFC 9110 §10.1.5, "product"). */
const product = /^(?!Mozilla\/)([\w!#$%&'*+.^`|~-]{1,50})\/\S/;

/** Common names of the program and system in a User-Agent header; null if unknown. */
export function deviceOf(userAgent: string | null | undefined): Device {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent.slice(0, longestUserAgent));
  return { browser: browser.name || product.exec(userAgent)?.[1] || null, system: os.name || null };
}
