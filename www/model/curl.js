// @ts-check

/** Where the emulator of the package listens unless told otherwise. */
const EMULATOR = "http://127.0.0.1:4747/dataplatform";

/** @type {Record<import("./requests.js").Scheme, string[]>} The shell fills in what the page does not tell. */
const CREDENTIALS = {
  token: ['-H "Authorization: Bearer $IONOS_TOKEN"'],
  basic: ['-u "$IONOS_USERNAME:$IONOS_PASSWORD"'],
  none: [],
};

/**
 * A request as a command for a shell, without its secret.
 *
 * @param {import("./requests.js").Call} call
 * @param {{ readonly kind: "emulator" | "url", readonly baseUrl: string }} session
 */
export function toCurl({ method, url, body, scheme }, { kind, baseUrl }) {
  const isEmulated = kind === "emulator";
  const address = isEmulated ? url.replace(baseUrl, EMULATOR) : url;
  const parts = [
    `curl${method === "GET" ? "" : ` -X ${method}`} ${quote(address)}`,
    "-H 'Accept: application/json'",
    ...CREDENTIALS[scheme],
  ];
  if (body !== undefined) parts.push("-H 'Content-Type: application/json'", `--data ${quote(body)}`);
  const command = parts.join(" \\\n  ");
  if (!isEmulated) return command;
  return `# The emulator inside the page has no address. To have one: npx --package=ionoscloud-dataplatform ionoscloud-dataplatform-emulator\n${command}`;
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
