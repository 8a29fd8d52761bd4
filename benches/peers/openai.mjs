// @ts-check
import OpenAI from "openai";
import { TOKEN } from "../data.mjs";

/** @type {import("../peers.mjs").Connect} */
export function connect(baseURL, fetch) {
  const client = new OpenAI({ apiKey: TOKEN, baseURL, fetch, dangerouslyAllowBrowser: true });
  return () => client.models.list();
}
