import ICAL from "ical.js";
import { decodeText } from "../bytes.ts";

/** One property of a component, RFC 5545 §3.1. */
export interface Property {
  /** In small letters. */
  name: string;
  /** By their names in small letters; of several values the first. */
  parameters: Record<string, string>;
  /** Texts without their escapes; of anything else the value as it is written. */
  values: string[];
  /** The whole line. */
  written: string;
}

export interface Component {
  /** In small letters. */
  name: string;
  /** Of its BEGIN, counted from 1. */
  line: number;
  properties: Property[];
  components: Component[];
  /** Lines that are no properties. */
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
/** What ical.js knows of texts; everything else stays as it is written, so that it can be judged and told. */
const design = {
  ...icalendar,
  property: {
    ...Object.fromEntries(texts.map((name) => [name, icalendar.property[name]])),
    // Names of a calendar, by RFC 7986 and before it.
    name: icalendar.property.summary,
    "x-wr-calname": icalendar.property.summary,
  },
};

/** What lies in a calendar and never in another of them (RFC 5545 §3.6): one that begins ends the one before. */
const entries = new Set("vtodo vevent vjournal vfreebusy vtimezone vavailability".split(" "));

/** Deeper than components lie in each other, and shallow enough for code that walks them. */
const deepest = 32;

/**
 * The components of a file, as far as its lines can be read: a bad one costs no more than itself. Components that are
 * not closed end with the file, or where more are open than can lie in each other.
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

/**
 * Lines with their folds taken out. A fold may lie inside a letter (§3.1), so that bytes are joined before they become
 * text.
 */
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

/** vCalendar 1.0 ends a line of quoted-printable text that goes on with `=` (RFC 2045 §6.7). */
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
  // The type is told by the value itself; without this ical.js would turn values that are none into others.
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

/** The first property of a name. */
export function firstOf(component: Component, name: string): Property | undefined {
  return component.properties.find((property) => property.name === name);
}

/** The properties of a name. */
export function allOf(component: Component, name: string): Property[] {
  return component.properties.filter((property) => property.name === name);
}

/** The first value of a property, without blanks around it; null when there is none. */
export function textOf(component: Component, name: string): string | null {
  return firstOf(component, name)?.values[0]?.trim() || null;
}
