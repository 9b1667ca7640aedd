import ICAL from "ical.js";
import { decodeText } from "../bytes.ts";

/** One property of a component, RFC 5545 §3.1. */
export interface Property {
  /** In lower case. */
  name: string;
  /** By name in lower case; of several values, the first. */
  parameters: Record<string, string>;
  /** Unescaped for texts; as written for other types. */
  values: string[];
  /** The whole line. */
  written: string;
}

export interface Component {
  /** In lower case. */
  name: string;
  /** Line number of its BEGIN, counted from 1. */
  line: number;
  properties: Property[];
  components: Component[];
  /** Lines that are not properties. */
  unreadable: { line: number; written: string }[];
}

interface Line {
  line: number;
  text: string;
}

const { icalendar } = ICAL.design as unknown as { icalendar: { property: Record<string, unknown> } };
const texts = [
  "summary",
  "description",
  "comment",
  "location",
  "categories",
  "uid",
  "related-to",
  "contact",
  "tzid",
];
/**
 * The text properties that ical.js should decode; all others stay as written, so that they can be validated and
 * reported.
 */
const design = {
  ...icalendar,
  property: {
    ...Object.fromEntries(texts.map((name) => [name, icalendar.property[name]])),
    // Names of a calendar: RFC 7986, and the older X- property.
    name: icalendar.property.summary,
    "x-wr-calname": icalendar.property.summary,
  },
};

/**
 * Components of a calendar that never contain one another (RFC 5545 §3.6), so that the start of one ends the previous
 * one.
 */
const entries = new Set("vtodo vevent vjournal vfreebusy vtimezone vavailability".split(" "));

/** More than valid components need, and little enough for recursive code. */
const deepest = 32;

/**
 * The components of a file, as far as its lines can be read: a bad line affects nothing else. Unclosed components end
 * with the file, or when more are open than can be nested.
 */
export function readComponents(bytes: Uint8Array): { root: Component; guessed: string | null } {
  const { lines, guessed } = logicalLines(bytes);
  const root: Component = { name: "", line: 1, properties: [], components: [], unreadable: [] };
  const open = [root];
  for (const { line, text } of lines) {
    const [, step, name = ""] = /^(BEGIN|END)\s*:\s*([\w-]+)\s*$/i.exec(text) ?? [];
    if (step?.toUpperCase() === "BEGIN" && open.length > deepest) open.length = deepest;
    if (step?.toUpperCase() === "BEGIN" && entries.has(name.toLowerCase())) {
      const unclosed = open.findIndex((component) => entries.has(component.name));
      if (unclosed > 0) open.length = unclosed;
    }
    const inner = open.at(-1) ?? root;
    if (step?.toUpperCase() === "BEGIN") {
      const component = { name: name.toLowerCase(), line, properties: [], components: [], unreadable: [] };
      inner.components.push(component);
      open.push(component);
    } else if (step) {
      const at = open.findLastIndex((component) => component.name === name.toLowerCase());
      if (at > 0) open.length = at;
    } else {
      const property = propertyOf(text);
      if (property) inner.properties.push(property);
      else inner.unreadable.push({ line, written: text });
    }
  }
  return { root, guessed };
}

/** Unfolds lines. A fold may split a multi-byte character (§3.1), so bytes are joined before decoding. */
function logicalLines(bytes: Uint8Array): { lines: Line[]; guessed: string | null } {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const narrow = isWide ? Buffer.from(decodeText(bytes).text) : Buffer.from(bytes);
  const joined: Line[] = [];
  narrow
    .toString("latin1")
    .split(/\r\n|\n|\r/)
    .forEach((text, index) => {
      const last = joined.at(-1);
      const isSoft = last?.text.endsWith("=") && quotedPrintable.test(last.text);
      if (last && !isSoft && /^[ \t]/.test(text)) last.text += text.slice(1);
      else joined.push({ line: index + 1, text });
    });
  const { text, guessed } = decodeText(Buffer.from(joined.map((line) => line.text).join("\n"), "latin1"));
  const decoded = text.split("\n");
  const lines = joined.map(({ line }, index) => ({ line, text: decoded[index] ?? "" }));
  return { lines: withSoftBreaks(lines).filter((line) => line.text.trim() !== ""), guessed };
}

const quotedPrintable = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE/i;

/** In vCalendar 1.0, a line of quoted-printable text that continues ends with `=` (RFC 2045 §6.7). */
function withSoftBreaks(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last?.text.endsWith("=") && quotedPrintable.test(last.text))
      last.text = last.text.slice(0, -1) + line.text;
    else joined.push({ ...line });
  }
  return joined;
}

function propertyOf(line: string): Property | null {
  // The value itself shows its type; with VALUE=, ical.js would turn invalid values into something else.
  const plain = line.replace(/^([^:"]*);VALUE=[\w-]+/i, "$1");
  try {
    const [name, parameters, , ...values] = ICAL.parse.property(plain, design as never) as [
      string,
      Record<string, string | string[]>,
      string,
      ...unknown[],
    ];
    const firsts = Object.entries(parameters).map(([key, value]) => [key, [value].flat()[0] ?? ""]);
    const given: Record<string, string> = Object.fromEntries(firsts);
    return {
      name,
      parameters: given,
      values: values.map((value) =>
        quotedPrintable.test(line) ? unquoted(String(value), given.charset) : String(value),
      ),
      written: line,
    };
  } catch {
    return null;
  }
}

function unquoted(value: string, charset: string | undefined): string {
  const bytes = value.replaceAll(/=([0-9A-F]{2})/gi, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeText(Buffer.from(bytes, "latin1"), charset ?? null).text.replaceAll("\r\n", "\n");
}

/** The first property with a name. */
export function firstOf(component: Component, name: string): Property | undefined {
  return component.properties.find((property) => property.name === name);
}

/** All properties with a name. */
export function allOf(component: Component, name: string): Property[] {
  return component.properties.filter((property) => property.name === name);
}

/** The first value of a property, trimmed; null if there is none. */
export function textOf(component: Component, name: string): string | null {
  return firstOf(component, name)?.values[0]?.trim() || null;
}
