/** CPU in millicores, memory in bytes; quantities in Kubernetes notation. */
const MEMORY: Record<string, number> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};
const MEBIBYTE = 2 ** 20;

/** "250m", "0.5", 1 → millicores; NaN for anything else. */
export function cpuMillis(quantity: string | number): number {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(quantity));
  return match ? Number(match[1]) * (match[2] ? 1 : 1000) : Number.NaN;
}

/** "128Mi", "1G", 1024 → bytes; NaN for anything else. */
export function memoryBytes(quantity: string | number): number {
  const match = /^(\d+(?:\.\d+)?)(k|M|G|Ki|Mi|Gi)?$/.exec(String(quantity));
  return match ? Number(match[1]) * (MEMORY[match[2] ?? ""] ?? Number.NaN) : Number.NaN;
}

/** Rounded up to a whole millicore. */
export const cpuQuantity = (millis: number) => `${Math.ceil(millis - 1e-9)}m`;
/** Rounded up to a whole mebibyte. */
export const memoryQuantity = (bytes: number) => `${Math.ceil(bytes / MEBIBYTE - 1e-9)}Mi`;
