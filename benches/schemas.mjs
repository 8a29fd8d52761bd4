// @ts-check
/** The validators that are compared, each with the schemas of this API. */
import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import * as v from "valibot";
import { parse } from "yaml";
import { vCreateNodePoolRequest, vNodePoolListResponseData } from "./generated/valibot/api.js";
import { zCreateNodePoolRequest, zNodePoolListResponseData } from "./generated/hey-api-zod/api.js";

const description = parse(await readFile(new URL("../api/openapi.yaml", import.meta.url), "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(description, "api");
const compiled = (/** @type {string} */ name) => ajv.compile({ $ref: `api#/components/schemas/${name}` });
const lists = compiled("NodePoolListResponseData");
const creations = compiled("CreateNodePoolRequest");

/**
 * Whether each takes a value: a list of node pools, and a request for one.
 *
 * @typedef {(value: unknown) => boolean} Check
 * @type {Record<string, { list: Check, create: Check }>}
 */
export const validators = {
  zod: {
    list: (value) => zNodePoolListResponseData.safeParse(value).success,
    create: (value) => zCreateNodePoolRequest.safeParse(value).success,
  },
  valibot: {
    list: (value) => v.safeParse(vNodePoolListResponseData, value).success,
    create: (value) => v.safeParse(vCreateNodePoolRequest, value).success,
  },
  ajv: { list: (value) => lists(value), create: (value) => creations(value) },
};
