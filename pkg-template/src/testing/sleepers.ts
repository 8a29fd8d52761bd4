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
 * A binary heap in which everyone knows their place, so that one who is called off leaves at once and not when their time
 * comes: a client sets and calls off a deadline for every request, and a clock may stand still for all of a test.
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
  add(sleeper: Sleeper): () => void {
    const place = { ...sleeper, order: this.#arrivals++, index: this.#heap.length };
    this.#rise(place);
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
    if (last === undefined || last === place) return;
    last.index = place.index;
    this.#rise(last);
    this.#sink(last);
  }

  #rise(place: Place): void {
    while (place.index > 0) {
      const parent = this.#heap[(place.index - 1) >> 1];
      if (parent === undefined || isBefore(parent, place)) break;
      this.#move(parent, place);
    }
    this.#heap[place.index] = place;
  }

  #sink(place: Place): void {
    for (;;) {
      const left = this.#heap[2 * place.index + 1];
      const right = this.#heap[2 * place.index + 2];
      const child = left && right && isBefore(right, left) ? right : left;
      if (child === undefined || isBefore(place, child)) break;
      this.#move(child, place);
    }
    this.#heap[place.index] = place;
  }

  /** Lets `other` take the place of `place`, which goes where `other` was. */
  #move(other: Place, place: Place): void {
    const index = place.index;
    place.index = other.index;
    other.index = index;
    this.#heap[index] = other;
  }
}

function isBefore(a: Place, b: Place): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
