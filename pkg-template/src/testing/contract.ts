/** The emulator's core: the functions of its WebAssembly module. I/O and time are its doors' affair. */
export interface EmulatorCore {
  /** Opens an emulator, told in JSON how it is to be. Throws an `Error` that says what is wrong with the JSON. */
  open(config: string): number;
  close(handle: number): void;
  /** What the URLs in answers begin with. */
  baseUrl(handle: number): string;
  /**
   * One exchange, at `now` (milliseconds since the epoch). `target` is path and query and begins with `/dataplatform`;
   * `headers` is a JSON array of pairs. Returns a {@link Reply} in JSON; its body is then taken with `takeBody`.
   */
  exchange(handle: number, now: number, method: string, target: string, headers: string, body: Uint8Array): string;
  takeBody(handle: number): Uint8Array;
  /** A control. `target` begins with `/_emulator`. Returns a {@link ControlReply} in JSON. */
  control(handle: number, now: number, method: string, target: string, body: Uint8Array): string;
}

/** What the core answers to a request, without the body. */
export interface Reply {
  readonly status: number;
  readonly headers: [name: string, value: string][];
  /** Name of the operation, where the target is one of the API's. */
  readonly operation?: string;
  /** How the door delivers the reply; absent: at once and whole. */
  readonly delivery?: Delivery;
}

/** What a door plays. Whether the request took effect is the core's affair, and is settled by then. */
export type Delivery =
  | { readonly kind: "drop" }
  | { readonly kind: "refuse" }
  | { readonly kind: "hang" }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "slowBody"; readonly ms: number }
  | { readonly kind: "truncate"; readonly bytes: number };

/** What the core answers to a control. */
export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}
