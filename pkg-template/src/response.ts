/**
 * What is asked of a response. It is told by what it has, not by its class: it may be of another realm, or made by
 * hand. Nothing is decided here; the core decides what it takes.
 */
import { read, settled, textOf } from "./foreign.js";

/** Of a response, what a task needs. */
export type Parts = Pick<Response, "arrayBuffer" | "body" | "headers" | "status">;

export function partsOf(response: unknown): Parts | undefined {
  try {
    const { arrayBuffer, body, headers, status } = response as Response;
    const isResponse =
      typeof arrayBuffer === "function" && Number.isFinite(status) && typeof headers.get === "function";
    return isResponse ? { arrayBuffer, body, headers, status } : undefined;
  } catch {
    return undefined;
  }
}

/** What matters in the head of an answer: of a success, only its id. Each look at a header has its price. */
export function headOf(headers: Headers, status: number): unknown[] | undefined {
  const header = (name: string): string | null => {
    try {
      return textOf(headers.get(name)) ?? null;
    } catch {
      return null;
    }
  };
  const id = header("X-Request-Id");
  if (status >= 200 && status < 300) return id === null ? undefined : [id];
  return [id, header("Content-Type"), header("Retry-After")];
}

/**
 * The bytes of a body; `undefined` where there are none to be had. Where it is a stream, it is read piece by piece: in
 * Node.js that takes a fraction of what `arrayBuffer` takes, in Chromium as long. What the signal ends is read no further.
 */
export async function bytesOf(response: unknown, parts: Parts, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const { arrayBuffer, body } = parts;
  if (typeof read(body, "getReader") !== "function") return viewOf(await settled(arrayBuffer.call(response)));
  const reader = (body as ReadableStream<unknown>).getReader();
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces);
    if (!ArrayBuffer.isView(value)) throw new TypeError("the body is a stream of something else than bytes");
    pieces.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (signal.aborted) return void reader.cancel(signal.reason).catch(() => undefined);
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1 && pieces[0] !== undefined) return pieces[0];
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    bytes.set(piece, end);
    end += piece.length;
  }
  return bytes;
}

/** The bytes of a buffer, whichever realm it is from; none of what is no buffer, or a detached one. */
function viewOf(buffer: unknown): Uint8Array | undefined {
  if (!Number.isFinite(read(buffer, "byteLength"))) return undefined;
  try {
    return new Uint8Array(buffer as ArrayBuffer);
  } catch {
    return undefined;
  }
}
