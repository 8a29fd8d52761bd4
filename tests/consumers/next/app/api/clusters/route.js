import { clusterNames } from "../../../clusters.mjs";

export const dynamic = "force-dynamic";

/** A route handler. */
export async function GET() {
  return Response.json({ names: await clusterNames() });
}
