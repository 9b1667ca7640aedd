import { createHmac, randomBytes } from "node:crypto";
import { isMap, parseDocument } from "yaml";

/**
 * Returns a function that masks the values of every Secret in rendered manifests. Equal values get equal masks, so
 * that a diff still shows a change; a mask reveals nothing about its value.
 */
export function secretMask(): (manifests: string) => string {
  const key = randomBytes(32);
  const hidden = (value: unknown) =>
    `(hidden ${createHmac("sha256", key).update(JSON.stringify(value)).digest("hex").slice(0, 6)})`;
  const hide = (manifest: string) => {
    if (!/^kind:\s*["']?Secret\b/m.test(manifest)) return manifest;
    const document = parseDocument(manifest);
    for (const name of ["data", "stringData"]) {
      const data = document.get(name);
      if (!isMap(data)) continue;
      for (const { key: entry } of data.items) data.set(entry, hidden(data.get(entry)));
    }
    return `${document.toString({ lineWidth: 0 }).trim()}\n`;
  };
  return (manifests) =>
    manifests
      .split(/^(?=---\s*$)/m)
      .map(hide)
      .join("");
}
