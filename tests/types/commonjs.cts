// The same surface through `require`.
import library = require("ionoscloud-dataplatform");
import testing = require("ionoscloud-dataplatform/testing");
import slim = require("ionoscloud-dataplatform/slim");

const dp: library.DataPlatform = new library.DataPlatform({ ...testing.createEmulator(), token: "any" });
const state: library.State = "AVAILABLE";
void slim.load;
void dp.clusters.list().then(({ items }: library.ClusterListResponseData) => items.length, console.error);
// @ts-expect-error There is no default export.
library.default;

export = { dp, state };
