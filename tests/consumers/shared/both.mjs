// @ts-check
// One copy of the classes, however they are asked for: `instanceof` must not depend on who made an error.
import { createRequire } from "node:module";

import { DataPlatformError } from "ionoscloud-dataplatform";

const required = createRequire(import.meta.url)("ionoscloud-dataplatform");
console.log(required.DataPlatformError === DataPlatformError ? "one copy" : "two copies");
