// @ts-check
/**
 * Whose fault it is: what the library's rules and the service's refusals say, by JSON pointer
 * (RFC 6901), which is also how the fields of a form are told apart.
 */

/** @typedef {{ readonly pointer: string, readonly message: string }} Complaint */

/**
 * What the library's rules say, where `properties.lans[0].routes` is how it names a place.
 *
 * @param {readonly import("ionoscloud-dataplatform").Violation[]} violations
 * @returns {Complaint[]}
 */
export function ofRules(violations) {
  return violations.map(({ path, message }) => ({ pointer: pointerOf(path), message }));
}

/**
 * What the service says. It names a place in the middle of a sentence, or none:
 * `'Value is not nullable' caused by field /properties/lans/0/routes`.
 *
 * @param {readonly import("ionoscloud-dataplatform").ErrorMessage[]} messages
 * @returns {Complaint[]}
 */
export function ofService(messages) {
  return messages.map(({ message }) => {
    const text = message ?? "refused without a reason";
    const named = /^(.*?) caused by field (\/\S*)$/s.exec(text);
    if (named === null) return { pointer: "", message: text };
    const [, reason = "", pointer = ""] = named;
    return { pointer, message: `was refused: ${reason.replace(/^'(.*)'$/s, "$1")}` };
  });
}

/** @param {string} path */
function pointerOf(path) {
  const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  let pointer = "";
  for (const [, quoted, index, name] of steps) {
    const step = quoted ?? index ?? name ?? "";
    pointer += `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return pointer;
}
