/**
 * What is asked of a response. It is told by what it has, not by its class: it may be of another realm, or made by
 * hand. Nothing is decided here; the core decides what it takes.
 */
import { notify, read, settled, textOf } from "./foreign.js";

/** No answer of this API comes near it; what is longer would not find room in the module, and be a trap for all. */
const MOST_BYTES = 2 ** 28;

const tooLong = (): RangeError => new RangeError(`the body is longer than ${MOST_BYTES} bytes`);

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

/** The reader of a body, where it is a stream. */
export type Reader = ReadableStreamDefaultReader<unknown>;

export function readerOf(body: unknown): Reader | undefined {
  return typeof read(body, "getReader") === "function" ? (body as ReadableStream<unknown>).getReader() : undefined;
}

/**
 * The bytes of a body; `undefined` where there are none to be had. Where it is a stream, it is read piece by piece: in
 * Node.js that takes a fraction of what `arrayBuffer` takes, in Chromium as long.
 */
export async function bytesOf(response: unknown, parts: Parts, reader: Reader | undefined): Promise<Uint8Array | undefined> {
  if (reader === undefined) return viewOf(await settled(parts.arrayBuffer.call(response)));
  const pieces: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces, length);
    if (!ArrayBuffer.isView(value)) throw new TypeError("the body is a stream of something else than bytes");
    pieces.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    length += value.byteLength;
    if (length > MOST_BYTES) throw tooLong();
  }
}

/** Has the host stop what nobody wants any more: a body that is not read keeps its connection, and Node.js alive. */
export function leave(body: Reader | ReadableStream | null | undefined): void {
  notify(() => body?.cancel());
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1 && pieces[0] !== undefined) return pieces[0];
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const piece of pieces) {
    bytes.set(piece, end);
    end += piece.length;
  }
  return bytes;
}

/** The bytes of a buffer, whichever realm it is from; none of what is no buffer, or a detached one. */
function viewOf(buffer: unknown): Uint8Array | undefined {
  const length = read(buffer, "byteLength");
  if (!Number.isFinite(length)) return undefined;
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(buffer as ArrayBuffer);
  } catch {
    return undefined;
  }
  if (bytes.length > MOST_BYTES) throw tooLong();
  return bytes;
}
