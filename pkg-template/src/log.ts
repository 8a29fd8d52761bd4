import type { DataPlatformEvent } from "./options.js";

/** Writes an event as a line: the log is one listener of the events, and knows no more than they do. */
export function logTo(level: "debug" | "trace"): (event: DataPlatformEvent) => void {
  return (event) => {
    const line = `[ionoscloud-dataplatform] ${describe(event)}`;
    if (level === "trace") console.debug(line, event);
    else console.debug(line);
  };
}

function describe(event: DataPlatformEvent): string {
  switch (event.type) {
    case "request":
      return `${event.operation}: ${event.method} ${event.urlTemplate}, attempt ${event.attempt}`;
    case "response":
      return `${event.operation}: ${event.status ?? event.error ?? "no answer"} after ${Math.round(event.durationMs)} ms`;
    case "retry":
      return `${event.operation}: again in ${Math.round(event.delayMs)} ms (${event.reason})`;
    case "poll":
      return `${event.operation}: ${event.state ?? "gone"} after ${Math.round(event.elapsedMs / 1000)} s`;
    case "token":
      return `token function: ${event.ok ? "a token" : "failed"} after ${Math.round(event.durationMs)} ms`;
  }
}
