import { createHmac, randomBytes } from "node:crypto";
import { isMap, parseDocument } from "yaml";

/**
 * Makes a function that hides the values of every Secret in rendered manifests. Values that are alike stay alike
 * for it, so that a comparison still shows a change; nothing can be learned of a value from what stands for it.
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
