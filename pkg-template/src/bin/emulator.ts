#!/usr/bin/env node
import { readFileSync } from "node:fs";
import process from "node:process";

import { parseFlags, USAGE, UsageError, type Command } from "./flags.js";
import { serve, type ServeOptions } from "./server.js";

// Whoever has read the line may close the pipe.
process.stdout.on("error", () => {});

await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  const command = understand(args);
  switch (command?.kind) {
    case "help":
      process.stdout.write(USAGE);
      return;
    case "version":
      process.stdout.write(`${version()}\n`);
      return;
    case "serve":
      await run(command);
  }
}

function understand(args: string[]): Command | undefined {
  try {
    return parseFlags(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

function version(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

async function run(options: ServeOptions): Promise<void> {
  try {
    const { url, close } = await serve(options);
    // Once: who asks a second time is in a hurry, and gets what the system does by itself.
    process.once("SIGINT", () => void close());
    process.once("SIGTERM", () => void close());
    // Whoever reads this may send a signal at once.
    process.stdout.write(`listening on ${url}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error as NodeJS.ErrnoException, options)}\n`);
    process.exitCode = 1;
  }
}

function explain({ code, message }: NodeJS.ErrnoException, { host, port }: ServeOptions): string {
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} of ${host} is in use: choose another with --port, or 0 for any that is free`;
    case "EACCES":
      return `port ${port} of ${host} may not be used by this user: choose one above 1023`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `${host} is no address of this machine`;
    case undefined:
      return message;
    default:
      return `cannot listen on port ${port} of ${host}: ${message}`;
  }
}
