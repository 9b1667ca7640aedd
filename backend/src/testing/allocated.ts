import { Session } from "node:inspector/promises";

interface AllocationNode {
  selfSize: number;
  children: AllocationNode[];
}

/** How much of V8's heap this thread took while `work` went on, in bytes, also what was collected meanwhile. */
export async function allocatedBy(work: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: 65_536,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await work();
    const { profile } = await session.post("HeapProfiler.stopSampling");
    const sizeOf = ({ selfSize, children }: AllocationNode): number =>
      children.reduce((sum, child) => sum + sizeOf(child), selfSize);
    return sizeOf(profile.head);
  } finally {
    session.disconnect();
  }
}
