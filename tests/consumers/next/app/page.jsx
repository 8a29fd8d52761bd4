import { clusterNames } from "../clusters.mjs";

// Rendered for each request, not once while building.
export const dynamic = "force-dynamic";

/** A server component. */
export default async function Page() {
  return <output>{await clusterNames()}</output>;
}
