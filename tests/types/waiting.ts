// Waiting, and looking on.
import {
  type ClusterResponseData,
  type CreateOptions,
  type DataPlatform,
  type NodePoolResponseData,
  type WaitOptions,
  type WaitProgress,
  type Watch,
} from "ionoscloud-dataplatform";
import { same } from "./same.js";

declare const dp: DataPlatform;
declare const id: string;
declare const cluster: ClusterResponseData;
declare const pool: NodePoolResponseData;

export async function wait(): Promise<void> {
  const available = await dp.clusters.waitUntilAvailable(id, {
    pollIntervalMs: 1_000,
    maxPollIntervalMs: 10_000,
    deadlineMs: 60_000,
    since: cluster,
    onProgress(resource, progress) {
      same<typeof resource, ClusterResponseData | undefined>();
      same<typeof progress, WaitProgress>();
    },
  });
  same<typeof available, ClusterResponseData>();
  const nothing = await dp.clusters.waitUntilDeleted(id);
  same<typeof nothing, void>();
  await dp.nodePools.waitUntilAvailable(id, pool.id, { since: pool, onProgress: (node) => node?.properties.nodeCount });
  // @ts-expect-error What was updated is of the kind that is waited for.
  await dp.nodePools.waitUntilAvailable(id, pool.id, { since: { id: 1 } });
  // @ts-expect-error Times are numbers of milliseconds.
  await dp.clusters.waitUntilAvailable(id, { deadlineMs: new Date() });
  // @ts-expect-error Waiting creates nothing.
  await dp.clusters.waitUntilAvailable(id, { onUnknownOutcome: "adopt" });
}

export async function watch(): Promise<void> {
  for await (const { id, metadata } of dp.clusters.watch(id_)) console.log(id, metadata.state);
  const watch = dp.nodePools.watch(id, pool.id, { pollIntervalMs: 1_000 });
  same<typeof watch, Watch<NodePoolResponseData>>();
  for await (const node of watch) same<typeof node, NodePoolResponseData>();
  // @ts-expect-error Looks take time.
  for (const node of watch) console.log(node);

  const iterator: AsyncIterable<NodePoolResponseData> = watch;
  const step = await watch.next();
  if (!step.done) same<typeof step.value, NodePoolResponseData>();
  await watch.return();
  console.log(iterator);
}

declare const id_: string;
const adopt: CreateOptions = { onUnknownOutcome: "adopt" };
// @ts-expect-error There are two ways.
const ignore: CreateOptions = { onUnknownOutcome: "ignore" };
const shared: WaitOptions = { deadlineMs: 60_000, onProgress: (_, { state, nextPollMs = 0 }) => console.log(state, nextPollMs) };
void dp.clusters.waitUntilAvailable(id, shared);
void dp.nodePools.waitUntilAvailable(id, id, shared);

export const values = [adopt, ignore];
