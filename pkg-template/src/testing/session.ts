import type { ControlReply, EmulatorCore, Reply } from "./contract.js";
import { toJson } from "./json.js";

/** A request as the core takes it. */
export interface ExchangeRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The core's answer, body included. */
export interface Exchange {
  readonly reply: Reply;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Closes what nobody has closed and nobody can reach any more: a test rarely cleans up after itself. */
const abandoned = /* @__PURE__ */ new FinalizationRegistry<() => void>((close) => close());

/** A door's hold on one emulator in the core. */
export class Session {
  readonly #core: EmulatorCore;
  #handle: number | undefined;

  constructor(core: EmulatorCore, config: object) {
    const handle = core.open(toJson(config));
    this.#core = core;
    this.#handle = handle;
    abandoned.register(this, () => core.close(handle), this);
  }

  get isOpen(): boolean {
    return this.#handle !== undefined;
  }

  /** What the URLs in answers begin with: the one that was asked for, in the form that the client gives it too. */
  get baseUrl(): string {
    return this.#core.baseUrl(this.#open());
  }

  exchange(now: number, { method, target, headers, body }: ExchangeRequest): Exchange {
    const handle = this.#open();
    const reply = JSON.parse(this.#core.exchange(handle, now, method, target, JSON.stringify(headers), body)) as Reply;
    return { reply, body: this.#core.takeBody(handle) as Uint8Array<ArrayBuffer> };
  }

  control(now: number, method: string, target: string, body: Uint8Array): ControlReply {
    return JSON.parse(this.#core.control(this.#open(), now, method, target, body)) as ControlReply;
  }

  close(): void {
    if (this.#handle === undefined) return;
    abandoned.unregister(this);
    this.#core.close(this.#handle);
    this.#handle = undefined;
  }

  #open(): number {
    if (this.#handle === undefined) throw new Error("the emulator is closed");
    return this.#handle;
  }
}
