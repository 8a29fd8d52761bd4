// @ts-check
import assert from "node:assert/strict";
import { DataPlatformError, InvalidArgumentError } from "ionoscloud-dataplatform";

/**
 * What a piece of work fails with; it must be an error of the library.
 *
 * @param {() => unknown} work
 * @returns {Promise<DataPlatformError>}
 */
export async function failure(work) {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof DataPlatformError, `not an error of the library: ${String(error)}`);
    return error;
  }
  return assert.fail("it did not fail");
}

/**
 * What a piece of work is refused for.
 *
 * @param {() => unknown} work
 * @returns {Promise<InvalidArgumentError>}
 */
export async function refusal(work) {
  const error = await failure(work);
  assert.ok(error instanceof InvalidArgumentError, `not refused: ${error.message}`);
  return error;
}
