// What calls tell while they are under way.
import { DataPlatform, type DataPlatformEvent, type RetryEvent, type State } from "ionoscloud-dataplatform";
import { same } from "./same.js";

same<DataPlatformEvent["type"], "request" | "response" | "retry" | "poll" | "token">();

/** The type tells which fields there are. */
export function line(event: DataPlatformEvent): string {
  // @ts-expect-error Not every event has an operation: a token belongs to none.
  console.log(event.operation);
  switch (event.type) {
    case "request":
      return `${event.operation} ${event.attempt.toFixed()}`;
    case "response":
      same<typeof event.status, number | undefined>();
      return `${event.operation} ${event.status ?? event.error ?? ""} ${event.durationMs.toFixed()}`;
    case "retry":
      same<typeof event, RetryEvent>();
      return `${event.operation} ${event.delayMs.toFixed()} ${event.reason}`;
    case "poll":
      same<typeof event.state, State | undefined>();
      return `${event.operation} ${event.state ?? "gone"} ${event.polls.toFixed()}`;
    case "token":
      // @ts-expect-error The token itself is not told.
      console.log(event.token);
      return `token ${event.reason} ${event.ok}`;
    default:
      return event satisfies never;
  }
}

new DataPlatform({ onEvent: line });
new DataPlatform({
  onEvent(event) {
    if (event.type === "retry") console.log(event.delayMs);
    // @ts-expect-error There is no such event.
    if (event.type === "error") console.log(event);
  },
});
