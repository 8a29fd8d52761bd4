/** Someone who waits for a time on a clock. */
export interface Sleeper {
  /** When to wake, in milliseconds since the epoch. */
  readonly at: number;
  /** Called once, at that time. */
  readonly wake: () => void;
}

interface Place extends Sleeper {
  /** Of two who wake at the same time, the one who came first wakes first. */
  readonly order: number;
  /** Where in the heap it stands. */
  index: number;
}

/**
 * The sleepers of a clock, the one to wake next at the top.
 *
 * A binary heap in which everyone knows their place, so that one who is called off leaves at once and not when their
 * time comes: a client sets and calls off a deadline for every request, and a clock may stand still for all of a test.
 */
export class Sleepers {
  readonly #heap: Place[] = [];
  #arrivals = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** The next to wake. */
  get next(): Sleeper | undefined {
    return this.#heap[0];
  }

  /** Adds a sleeper. What is returned takes it out again, where it is still in. */
  add({ at, wake }: Sleeper): () => void {
    const place = { at, wake, order: this.#arrivals++, index: this.#heap.length };
    this.#heap.push(place);
    this.#rise(place, place.index);
    return () => this.#remove(place);
  }

  /** Takes out the next one that is to wake at `now` or earlier. */
  takeDue(now: number): Sleeper | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return undefined;
    this.#remove(first);
    return first;
  }

  #remove(place: Place): void {
    if (this.#heap[place.index] !== place) return;
    const last = this.#heap.pop();
    if (last !== undefined && last !== place) this.#rise(last, this.#sink(place.index));
  }

  /** Lets `place` into the gap at `index`, or above it. */
  #rise(place: Place, index: number): void {
    let gap = index;
    while (gap > 0) {
      const above = (gap - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || isBefore(parent, place)) break;
      this.#put(parent, gap);
      gap = above;
    }
    this.#put(place, gap);
  }

  /**
   * Moves a gap down to the bottom, and tells where it is then. Cheaper than to ask on each level whether the one who
   * is to fill it fits: coming from the bottom of the heap, they rarely do.
   */
  #sink(index: number): number {
    const heap = this.#heap;
    let gap = index;
    for (;;) {
      const left = heap[2 * gap + 1];
      if (left === undefined) return gap;
      const right = heap[2 * gap + 2];
      const child = right !== undefined && isBefore(right, left) ? right : left;
      const below = child.index;
      this.#put(child, gap);
      gap = below;
    }
  }

  #put(place: Place, index: number): void {
    this.#heap[index] = place;
    place.index = index;
  }
}

function isBefore(a: Place, b: Place): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
