/** Wakes a waiting task. A pulse between two waits is not lost: the next wait ends at once. */
export class Pulse {
  #missed = false;
  #wake: (() => void) | null = null;

  pulse(): void {
    if (this.#wake) this.#wake();
    else this.#missed = true;
  }

  /** Resolves at the next pulse, or after `ms`, with whether it was a pulse. Only one wait at a time. */
  wait(ms: number): Promise<boolean> {
    if (this.#missed) {
      this.#missed = false;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const end = (pulsed: boolean) => {
        clearTimeout(timer);
        this.#wake = null;
        resolve(pulsed);
      };
      const timer = setTimeout(() => end(false), ms);
      this.#wake = () => end(true);
    });
  }
}

/** Pulses by key. */
export class PulseHub {
  readonly #waiting = new Map<string, Set<Pulse>>();

  /** A pulse for `key`, until it is left. */
  join(key: string): { pulse: Pulse; leave(): void } {
    const pulse = new Pulse();
    const pulses = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, pulses.add(pulse));
    return {
      pulse,
      leave: () => {
        pulses.delete(pulse);
        if (pulses.size === 0 && this.#waiting.get(key) === pulses) this.#waiting.delete(key);
      },
    };
  }

  pulse(key: string): void {
    for (const pulse of this.#waiting.get(key) ?? []) pulse.pulse();
  }

  pulseAll(): void {
    for (const key of this.#waiting.keys()) this.pulse(key);
  }
}
